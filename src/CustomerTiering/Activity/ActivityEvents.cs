using CustomerTiering.Events;

namespace CustomerTiering.Activity;

// Streams: purchase/<fact id> (made, returned, cancelled, reinstated), activity/<customer> for everything that guards nothing, correction/<fact id> for corrections of
// facts whose stream guards nothing.

/// <summary>One line of a purchase or a return. Quantity and prices are 0 or more; unit cost is what the company paid.</summary>
public sealed record PurchaseLine(string? Product, string? Category, decimal Quantity, decimal UnitPrice, decimal? UnitCost);

/// <summary>A purchase. The amount counts as spend: after discounts, without the part paid with points or vouchers (<paramref name="Redeemed"/>).</summary>
public sealed record PurchaseMade(
    Guid Customer, string Currency, decimal Amount, IReadOnlyList<PurchaseLine>? Lines, decimal? Redeemed, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>
/// A return. It reduces purchases on the day of the purchase, and is known from its own day on. <paramref name="Purchase"/> is the fact id of the purchase, if known;
/// <paramref name="Redeemed"/> the points or vouchers given back. With <paramref name="Allowance"/> the customer keeps the goods.
/// </summary>
public sealed record PurchaseReturned(
    Guid Customer, Guid? Purchase, string Currency, decimal Amount, IReadOnlyList<PurchaseLine>? Lines, decimal? Redeemed, bool Allowance, string? Channel,
    Personal? SourceId, Personal? Note);

/// <summary>A purchase was cancelled. From this day on, it counts as if it had never been made.</summary>
public sealed record PurchaseCancelled(Guid Customer, Guid Purchase, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>A cancelled purchase was restored from the beginning, with its returns. It may be cancelled again.</summary>
public sealed record PurchaseReinstated(Guid Customer, Guid Purchase, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>A contact between the customer and the company.</summary>
public sealed record InteractionHeld(
    Guid Customer, string? Channel, string? Direction, string? Purpose, string? Outcome, decimal? Minutes, Personal? SourceId, Personal? Note);

/// <summary>The customer referred another. Only the first referral of a customer counts, and none of oneself.</summary>
public sealed record CustomerReferred(Guid Customer, Guid Referred, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>An external value, valid until the next one of the same name: assets held, a credit score.</summary>
public sealed record IndicatorReported(Guid Customer, string Name, decimal Value, string? Unit, string? Channel, Personal? SourceId, Personal? Note);

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
/// <param name="Note">Why.</param>
public sealed record FactCorrected(
    Guid Customer, Guid Of, string OfKind, DateTimeOffset At, System.Text.Json.Nodes.JsonObject Replacement, Guid? Before, Personal? Texts,
    IReadOnlyList<string>? TextNames, Personal? SourceId, Personal? Note);

/// <summary>
/// A fact in another stream that refers, or referred, to the subject of this stream was corrected. Checks of this stream must read that one, too.
/// </summary>
public sealed record CorrectionNoted(Guid Customer, Guid Fact, Guid Correction);
