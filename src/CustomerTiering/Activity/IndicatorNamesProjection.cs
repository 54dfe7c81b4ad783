using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Facts.Kinds;

namespace CustomerTiering.Activity;

/// <summary>A name used in reported values.</summary>
/// <param name="Unit">The unit of the first value.</param>
/// <param name="First">When the first value was recorded.</param>
public sealed record IndicatorName(string Name, string? Unit, Instant First);

/// <summary>Every name used in reported external values or introduced by a correction.</summary>
public sealed class IndicatorNamesProjection() : Projection<IndicatorName>(ProjectionName, "indicator_name")
{
    public const string ProjectionName = "indicator-names";

    private static readonly string Corrected = EventTypes.NameOf<FactCorrected>();

    public override IReadOnlySet<string> Types { get; } = new HashSet<string> { EventTypes.NameOf<IndicatorReported>(), Corrected };

    public override IEnumerable<string> Keys(RecordedEvent recorded) =>
        Reported(recorded) is { } reported ? [Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(reported.Name)))] : [];

    public override IndicatorName Apply(string key, IndicatorName? view, RecordedEvent recorded) => view ?? First(Reported(recorded)!, recorded);

    public override ReadOnlyMemory<byte> Write(IndicatorName view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override IndicatorName Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<IndicatorName>(stored.Span, EventJson.Options)!;

    private static IndicatorName First(IndicatorReported reported, RecordedEvent recorded) =>
        new(reported.Name, reported.Unit, Instant.Of(recorded.Recorded));

    private static IndicatorReported? Reported(RecordedEvent recorded) => EventSerializer.ReadImpersonal(recorded) switch
    {
        IndicatorReported reported => reported,
        FactCorrected correction => CorrectionFacts.Replacement(correction) as IndicatorReported,
        _ => null,
    };
}
