using System.Globalization;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Facts.Kinds;

namespace CustomerTiering.Activity;

/// <summary>
/// Each purchase with its returns, cancellations and reinstatements, as last corrected. A return that names no purchase has a row of its own.
/// </summary>
public sealed class PurchasesProjection() : Projection<PurchaseView>(ProjectionName, "purchase")
{
    public const string ProjectionName = "purchases";

    private static readonly string Corrected = EventTypes.NameOf<FactCorrected>();

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<PurchaseMade>(), EventTypes.NameOf<PurchaseReturned>(), EventTypes.NameOf<PurchaseCancelled>(),
            EventTypes.NameOf<PurchaseReinstated>(), Corrected,
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded)
    {
        if (recorded.Type != Corrected) return [Row(recorded.Id, EventSerializer.ReadImpersonal(recorded))!];
        var correction = (FactCorrected)EventSerializer.ReadImpersonal(recorded);
        if (Row(correction.Of, CorrectionFacts.Replacement(correction)) is not { } row) return [];
        // The return may have named no purchase before the correction.
        string?[] others = [Text(correction.Before), correction.OfKind == "return" ? Text(correction.Of) : null];
        return [.. others.OfType<string>().Append(row).Distinct()];
    }

    public override bool Begins(string key, RecordedEvent recorded) => recorded.Type == EventTypes.NameOf<PurchaseMade>();

    public override PurchaseView? Apply(string key, PurchaseView? view, RecordedEvent recorded)
    {
        var body = EventSerializer.ReadImpersonal(recorded);
        if (body is not FactCorrected correction)
            return PurchaseView.After(view, recorded.Id, Instant.Of(recorded.Effective), recorded.Position, body);
        var replacement = CorrectionFacts.Replacement(correction);
        return Row(correction.Of, replacement) == key
            ? PurchaseView.After(view, correction.Of, Instant.Of(correction.At), recorded.Position, replacement)
            : view?.Without(correction.Of);
    }

    public override ReadOnlyMemory<byte> Write(PurchaseView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override PurchaseView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<PurchaseView>(stored.Span, EventJson.Options)!;

    /// <summary>The row that an event belongs to; null if the event is not about a purchase.</summary>
    private static string? Row(Guid id, object body) => body switch
    {
        PurchaseMade => Text(id),
        PurchaseReturned returned => Text(returned.Purchase ?? id),
        PurchaseCancelled cancelled => Text(cancelled.Purchase),
        PurchaseReinstated reinstated => Text(reinstated.Purchase),
        _ => null,
    };

    private static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    private static string? Text(Guid? id) => id is { } value ? Text(value) : null;
}
