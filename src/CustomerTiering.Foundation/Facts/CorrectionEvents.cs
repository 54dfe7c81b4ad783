using System.Text.Json.Nodes;
using CustomerTiering.Events;

namespace CustomerTiering.Facts;

// Streams: the guarded stream of the corrected fact, or correction/<fact id> if its stream is not guarded.

/// <summary>The content of an earlier fact was replaced from the beginning. Decisions made before stay in the history.</summary>
/// <param name="Customer">The customer of both facts.</param>
/// <param name="Of">The id of the corrected fact.</param>
/// <param name="OfKind">Its kind.</param>
/// <param name="At">When it happened, as corrected.</param>
/// <param name="Replacement">The complete corrected fact, in the shape of facts, without personal members.</param>
/// <param name="Before">
/// If the correction changes the reference, the id of the purchase, complaint or sent survey referred to before; for a referral, the customer. Null
/// if unchanged or if there was none.
/// </param>
/// <param name="Texts">All personal members of the corrected fact: name, note, comment, personal attributes.</param>
/// <param name="TextNames">The names of those present; null for none.</param>
/// <param name="SourceId">The correction's id at its source.</param>
/// <param name="Note">The reason.</param>
public sealed record FactCorrected(
    Guid Customer, Guid Of, string OfKind, DateTimeOffset At, JsonObject Replacement, Guid? Before, Personal? Texts,
    IReadOnlyList<string>? TextNames, Personal? SourceId, Personal? Note);

/// <summary>
/// A fact in another stream that refers, or referred, to the subject of this stream was corrected. Checks of this stream must read that one, too.
/// </summary>
public sealed record CorrectionNoted(Guid Customer, Guid Fact, Guid Correction);
