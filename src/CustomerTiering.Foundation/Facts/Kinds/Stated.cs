using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>A fact from a source that is to become an event: the source's ids are event ids, and texts of a person are to be sealed.</summary>
/// <param name="Source">The fact; of a correction what holds then.</param>
/// <param name="Customer">Whom it is about.</param>
/// <param name="Reference">The event id of what it refers to, or null.</param>
/// <param name="Other">The other customer whom it names, or null.</param>
/// <param name="PersonalAttributes">Names of the attributes that are declared as personal.</param>
public readonly record struct Stated(SourceFact Source, Guid Customer, Guid? Reference, Guid? Other, IReadOnlySet<string> PersonalAttributes)
{
    public Personal? SourceId => Personal.Of(Source.Id);

    public Personal? Note => Personal.Of(Source.Personal.Note);

    public string? Channel => Source.Fact!.Channel;
}
