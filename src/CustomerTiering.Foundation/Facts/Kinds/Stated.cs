using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A fact from a source, about to become an event: with event ids instead of the source's ids, and personal texts to be sealed.</summary>
/// <param name="Source">The fact; for a correction, the corrected fact.</param>
/// <param name="Customer">The customer concerned.</param>
/// <param name="Reference">The event id of the referenced fact, or null.</param>
/// <param name="Other">The other customer it names, or null.</param>
/// <param name="PersonalAttributes">The names of the attributes declared as personal.</param>
public readonly record struct Stated(SourceFact Source, Guid Customer, Guid? Reference, Guid? Other, IReadOnlySet<string> PersonalAttributes)
{
    public Personal? SourceId => Personal.Of(Source.Id);

    public Personal? Note => Personal.Of(Source.Personal.Note);

    public string? Channel => Source.Fact!.Channel;
}
