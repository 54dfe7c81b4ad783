using System.Globalization;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Activity;

/// <summary>A purchase with what became of it; or a return of which nobody knows the purchase, whose amount is then 0.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="At">When it was made.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">What counts as spend.</param>
/// <param name="Channel">Free text.</param>
/// <param name="Returns">Amounts given back, by fact.</param>
/// <param name="Cancelled">When it was cancelled, or null.</param>
/// <param name="Known">False for a return of an unknown purchase.</param>
public sealed record PurchaseView(
    Guid Customer, Instant At, string Currency, decimal Amount, string? Channel, IReadOnlyDictionary<Guid, decimal> Returns, Instant? Cancelled,
    bool Known = true)
{
    /// <summary>All that was given back.</summary>
    public decimal Returned => Returns.Values.Sum();
}

/// <summary>Each purchase with its returns and its cancellation, as last corrected: the events of one stream are one row.</summary>
public sealed class PurchasesProjection() : Projection<PurchaseView>(ProjectionName, "purchase")
{
    public const string ProjectionName = "purchases";

    private const string Prefix = "purchase/";
    private static readonly IReadOnlyDictionary<Guid, decimal> NoReturns = new SortedDictionary<Guid, decimal>();

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<PurchaseMade>(), EventTypes.NameOf<PurchaseReturned>(), EventTypes.NameOf<PurchaseCancelled>(), EventTypes.NameOf<FactCorrected>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded)
    {
        if (recorded.Stream.Value.StartsWith(Prefix, StringComparison.Ordinal)) return [recorded.Stream.Value[Prefix.Length..]];
        if (recorded.Type != EventTypes.NameOf<FactCorrected>()) return [Text(recorded.Id)];
        var correction = (FactCorrected)EventSerializer.Read(recorded);
        return correction.OfKind == "return" ? [Text(correction.Of)] : [];
    }

    public override bool Begins(string key, RecordedEvent recorded) => recorded.Version == 1 && recorded.Stream.Value.StartsWith(Prefix, StringComparison.Ordinal);

    public override PurchaseView Apply(string key, PurchaseView? view, RecordedEvent recorded)
    {
        var body = EventSerializer.Read(recorded);
        if (body is not FactCorrected correction) return Apply(view, recorded.Id, Instant.Of(recorded.Effective), body);
        object corrected = correction.OfKind switch
        {
            "purchase" => correction.Replacement.Deserialize<PurchaseMade>(EventJson.Options)!,
            "return" => correction.Replacement.Deserialize<PurchaseReturned>(EventJson.Options)!,
            "cancellation" => correction.Replacement.Deserialize<PurchaseCancelled>(EventJson.Options)!,
            _ => throw new InvalidDataException($"A {correction.OfKind} was corrected in the stream of a purchase."),
        };
        return Apply(view, correction.Of, Instant.Of(correction.At), corrected);
    }

    private static PurchaseView Apply(PurchaseView? view, Guid id, Instant at, object body) => body switch
    {
        PurchaseMade e => new(e.Customer, at, e.Currency, e.Amount, e.Channel, view?.Returns ?? NoReturns, view?.Cancelled),
        PurchaseReturned e => Returned(view, id, at, e),
        PurchaseCancelled => view! with { Cancelled = at },
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a purchase."),
    };

    private static PurchaseView Returned(PurchaseView? view, Guid id, Instant at, PurchaseReturned body)
    {
        // Where the purchase is not known, the return is all there is of the row, and a correction of it replaces it whole.
        var row = view is { Known: true } ? view : new(body.Customer, at, body.Currency, 0, body.Channel, NoReturns, null, Known: false);
        return row with { Returns = new SortedDictionary<Guid, decimal>(row.Returns.ToDictionary()) { [id] = body.Amount } };
    }

    public override ReadOnlyMemory<byte> Write(PurchaseView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override PurchaseView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<PurchaseView>(stored.Span, EventJson.Options)!;

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);
}
