using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>A fact as a source states it. Source, kind and id identify it; facts with equal identity are duplicates.</summary>
/// <param name="Customer">The customer's external id.</param>
/// <param name="Id">The source's id of the fact. For a fact of kind <c>customer</c> without an id, it is derived from customer and time.</param>
/// <param name="Fact">The fact, under the source's ids. Null only for a correction before <see cref="FactReader.Complete"/>.</param>
/// <param name="Personal">The texts that identify or quote a person.</param>
/// <param name="Correction">The content of a correction; null for other kinds.</param>
public sealed record SourceFact(
    FactKind Kind, string Customer, string Id, Instant At, string? Channel, Fact? Fact, PersonalTexts Personal, CorrectionRequest? Correction);

/// <summary>Texts that identify or quote a person. They are stored encrypted, and no rule uses them.</summary>
/// <param name="Name">The customer's name, or null.</param>
/// <param name="Note">A note on the fact, or null.</param>
/// <param name="Comment">The customer's comment on a survey, or null.</param>
public sealed record PersonalTexts(string? Name = null, string? Note = null, string? Comment = null)
{
    /// <summary>No such texts.</summary>
    public static PersonalTexts None { get; } = new();
}

/// <summary>The content of a correction.</summary>
/// <param name="OfKind">Kind of the corrected fact; never a correction.</param>
/// <param name="Of">The source's id of the corrected fact.</param>
/// <param name="Replaces">A JSON object of the replaced members, as written; null removes a member.</param>
public sealed record CorrectionRequest(FactKind OfKind, string Of, string Replaces);

/// <summary>The result of reading one fact.</summary>
/// <param name="Fact">Null if there are errors.</param>
/// <param name="Errors">All errors of the fact; empty if there are none.</param>
public sealed record FactReading(SourceFact? Fact, EquatableList<DocumentError> Errors);
