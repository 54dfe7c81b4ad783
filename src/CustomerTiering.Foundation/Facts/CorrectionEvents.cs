using System.Text.Json.Nodes;
using CustomerTiering.Events;

namespace CustomerTiering.Facts;

// Streams: the guarded stream of the corrected fact, or correction/<fact id> where its stream guards nothing.

/// <summary>The content of an earlier fact was replaced from the beginning. Decisions made before stay in the history.</summary>
/// <param name="Customer">The customer of both.</param>
/// <param name="Of">The fact id of the one that is corrected.</param>
/// <param name="OfKind">Its kind.</param>
/// <param name="At">When it happened, as corrected.</param>
/// <param name="Replacement">The corrected fact, whole, in the shape of facts and without what identifies a person.</param>
/// <param name="Before">
/// Where the correction moves what the fact refers to, the fact id of the purchase, complaint or asking before; of a referral the customer. Null where it was left
/// alone, or named none.
/// </param>
/// <param name="Texts">What identifies or quotes a person in the corrected fact, whole: name, note, comment, personal attributes.</param>
/// <param name="TextNames">Which of them there are; null for none.</param>
/// <param name="SourceId">The correction's id at its source.</param>
public sealed record FactCorrected(
    Guid Customer, Guid Of, string OfKind, DateTimeOffset At, JsonObject Replacement, Guid? Before, Personal? Texts,
    IReadOnlyList<string>? TextNames, Personal? SourceId, Personal? Note);

/// <summary>
/// A fact in another stream that refers, or referred, to the subject of this stream was corrected. Checks of this stream must read that one, too.
/// </summary>
public sealed record CorrectionNoted(Guid Customer, Guid Fact, Guid Correction);
