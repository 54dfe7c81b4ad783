using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>A fact as a source states it. Source, kind and id identify it; two that are equal are duplicates.</summary>
/// <param name="Customer">The customer's external id.</param>
/// <param name="Id">The source's id of the fact; of a fact of kind <c>customer</c> without one, made of customer and time.</param>
/// <param name="At">When it happened.</param>
/// <param name="Channel">Free text, or null.</param>
/// <param name="Fact">
/// The fact, under the source's ids. Null only for a correction, until <see cref="FactReader.Complete"/> joins it to the fact it corrects.
/// </param>
/// <param name="Personal">The texts that identify or quote a person.</param>
/// <param name="Correction">What a correction asks for; null for all other kinds.</param>
public sealed record SourceFact(
    FactKind Kind, string Customer, string Id, Instant At, string? Channel, Fact? Fact, PersonalTexts Personal, CorrectionRequest? Correction);

/// <summary>Texts that identify or quote a person; they are encrypted where they are kept, and no rule looks at them.</summary>
/// <param name="Name">The customer's name, or null.</param>
/// <param name="Note">A note on the fact, or null.</param>
/// <param name="Comment">What the customer wrote with a survey's answer, or null.</param>
public sealed record PersonalTexts(string? Name = null, string? Note = null, string? Comment = null)
{
    /// <summary>No such texts.</summary>
    public static PersonalTexts None { get; } = new();
}

/// <summary>What a correction asks for.</summary>
/// <param name="OfKind">Kind of the corrected fact; never a correction.</param>
/// <param name="Of">The source's id of the corrected fact.</param>
/// <param name="Replaces">A JSON object of the members that hold instead, as written; null takes a member away.</param>
public sealed record CorrectionRequest(FactKind OfKind, string Of, string Replaces);

/// <summary>What reading one fact came to.</summary>
/// <param name="Fact">The fact, or null if there are errors.</param>
/// <param name="Errors">Everything that is wrong with it; empty if nothing is.</param>
public sealed record FactReading(SourceFact? Fact, EquatableList<DocumentError> Errors);
