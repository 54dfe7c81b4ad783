namespace CustomerTiering.Activity;

/// <summary>A cancellation or a reinstatement.</summary>
/// <param name="Recorded">Its rank in the order of recording.</param>
/// <param name="Cancels">False for a reinstatement.</param>
public sealed record PurchaseMove(Guid Id, Instant At, long Recorded, bool Cancels);

/// <summary>A purchase with its returns and cancellations; or a return that names no purchase, which has the amount 0.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">The amount that counts as spend.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Returns">Returned amounts by fact, allowances included.</param>
/// <param name="Moves">Cancellations and reinstatements, by time, then in the order of recording.</param>
/// <param name="Known">False for a return that names no purchase.</param>
public sealed record PurchaseView(
    Guid Customer, Instant At, string Currency, decimal Amount, string? Channel, IReadOnlyDictionary<Guid, decimal> Returns,
    IReadOnlyList<PurchaseMove> Moves,
    bool Known = true)
{
    private static readonly IReadOnlyDictionary<Guid, decimal> NoReturns = new SortedDictionary<Guid, decimal>();

    public decimal Returned => Returns.Values.Sum();

    /// <summary>When it was cancelled; null if it is not cancelled.</summary>
    public Instant? Cancelled => Moves is [.., { Cancels: true } last] ? last.At : null;

    /// <summary>
    /// The remaining amount. Never less than 0, because a correction may lower the amount below what was returned. For a return that names no
    /// purchase, the negative of the returned amount.
    /// </summary>
    public decimal Net => Cancelled is not null ? 0 : Known ? Math.Max(0, Amount - Returned) : -Returned;

    /// <summary>The view after an event, or after the replacement body of a correction.</summary>
    internal static PurchaseView After(PurchaseView? view, Guid id, Instant at, long recorded, object body) => body switch
    {
        PurchaseMade e => new(e.Customer, at, e.Currency, e.Amount, e.Channel, view?.Returns ?? NoReturns, view?.Moves ?? []),
        PurchaseReturned { Purchase: null } e =>
            new(e.Customer, at, e.Currency, 0, e.Channel, new SortedDictionary<Guid, decimal> { [id] = e.Amount }, [], Known: false),
        PurchaseReturned e => view! with { Returns = new SortedDictionary<Guid, decimal>(view.Returns.ToDictionary()) { [id] = e.Amount } },
        PurchaseCancelled => view!.With(new(id, at, recorded, Cancels: true)),
        PurchaseReinstated => view!.With(new(id, at, recorded, Cancels: false)),
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a purchase."),
    };

    /// <summary>The view without a fact that now refers to another purchase; null if nothing else remains.</summary>
    internal PurchaseView? Without(Guid fact) => !Known && Returns.ContainsKey(fact) ? null : this with
    {
        Returns = new SortedDictionary<Guid, decimal>(Returns.Where(one => one.Key != fact).ToDictionary()),
        Moves = [.. Moves.Where(move => move.Id != fact)],
    };

    /// <summary>Adds or replaces a move. A corrected fact keeps its rank in the order of recording.</summary>
    private PurchaseView With(PurchaseMove move)
    {
        var recorded = Moves.FirstOrDefault(one => one.Id == move.Id)?.Recorded ?? move.Recorded;
        return this with
        {
            Moves = [
            .. Moves.Where(one => one.Id != move.Id).Append(move with { Recorded = recorded }).OrderBy(one => one.At).ThenBy(one => one.Recorded)]
        };
    }
}
