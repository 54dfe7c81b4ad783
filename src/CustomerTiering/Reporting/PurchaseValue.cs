using System.Text.Json;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Reporting;

/// <summary>A return as it counts.</summary>
public sealed record ReturnValue(Guid Id, decimal Amount);

/// <summary>
/// One row of the customer-value read model: of a customer the sealed external id, of a purchase what was paid for it and given back of it. The sums stand beside
/// what they are made of, so that the database can add them up.
/// </summary>
/// <param name="ExternalId">Of a customer's row: the sealed external id.</param>
/// <param name="Registration">Of a customer's row: the event that it was sealed for.</param>
/// <param name="Currency">Of the amounts.</param>
/// <param name="Paid">The purchase's amount; null for a return of no known purchase.</param>
/// <param name="Given">Its returns.</param>
/// <param name="Cancelled">The purchase counts as never made, its returns with it.</param>
public sealed record PurchaseValue(
    JsonElement? ExternalId = null, Guid? Registration = null, string? Currency = null, decimal? Paid = null, IReadOnlyList<ReturnValue>? Given = null, bool Cancelled = false)
{
    public int Purchases => Cancelled || Paid is null ? 0 : 1;

    public decimal Gross => Cancelled ? 0 : Paid ?? 0;

    public int Returns => Cancelled ? 0 : Given?.Count ?? 0;

    public decimal Returned => Cancelled ? 0 : Given?.Sum(one => one.Amount) ?? 0;

    /// <summary>The row with a fact as it holds from now on: recorded, or corrected.</summary>
    internal PurchaseValue With(Fact fact, Guid id) => fact switch
    {
        Purchase purchase => this with { Currency = purchase.Currency, Paid = purchase.Amount },
        Return given => this with { Currency = Currency ?? given.Currency, Given = [.. (Given ?? []).Where(one => one.Id != id), new(id, given.Amount)] },
        Cancellation => this with { Cancelled = true },
        Correction correction => With(correction.Replacement, Guid.Parse(correction.Of)),
        _ => this,
    };
}
