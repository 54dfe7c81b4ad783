using CustomerTiering.Events;

namespace CustomerTiering.Activity;

// Streams: purchase/<fact id> (made, returned, cancelled), activity/<customer> for everything that guards nothing.

/// <summary>One line of a purchase or a return. Quantity and prices are 0 or more; unit cost is what the company paid.</summary>
public sealed record PurchaseLine(string? Product, string? Category, decimal Quantity, decimal UnitPrice, decimal? UnitCost);

/// <summary>Something was bought. The amount is what counts as spend: after discounts, without what was paid with points or vouchers (<paramref name="Redeemed"/>).</summary>
public sealed record PurchaseMade(
    Guid Customer, string Currency, decimal Amount, IReadOnlyList<PurchaseLine>? Lines, decimal? Redeemed, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>Something was given back; it counts on the day of the return. <paramref name="Purchase"/> is the fact id of the purchase, where it is known.</summary>
public sealed record PurchaseReturned(
    Guid Customer, Guid? Purchase, string Currency, decimal Amount, IReadOnlyList<PurchaseLine>? Lines, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>A purchase counts, on any date on or after this one, as if it had never been made.</summary>
public sealed record PurchaseCancelled(Guid Customer, Guid Purchase, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>The customer and the company were in touch.</summary>
public sealed record InteractionHeld(
    Guid Customer, string? Channel, string? Direction, string? Purpose, string? Outcome, decimal? Minutes, Personal? SourceId, Personal? Note);

/// <summary>The customer brought another; only the first referral of a customer counts, and none of oneself.</summary>
public sealed record CustomerReferred(Guid Customer, Guid Referred, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>A value from outside holds from here until the next one of the same name: assets held, a credit score.</summary>
public sealed record IndicatorReported(Guid Customer, string Name, decimal Value, string? Unit, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>An earlier fact holds, from now on, with another content; what was decided before stays.</summary>
/// <param name="Customer">The customer of both.</param>
/// <param name="Of">The fact id of the one that is corrected.</param>
/// <param name="OfKind">Its kind.</param>
/// <param name="At">When it happened, as corrected.</param>
/// <param name="Replacement">The corrected fact, whole, in the shape of facts and without what identifies a person.</param>
/// <param name="Texts">What identifies or quotes a person in the corrected fact: name, note, comment.</param>
/// <param name="SourceId">The correction's id at its source.</param>
/// <param name="Note">Why.</param>
public sealed record FactCorrected(
    Guid Customer, Guid Of, string OfKind, DateTimeOffset At, System.Text.Json.Nodes.JsonObject Replacement, Personal? Texts, Personal? SourceId, Personal? Note);
