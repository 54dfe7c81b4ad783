using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Rules.Tests.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Segments;

/// <summary>Segments in few words.</summary>
internal static class Named
{
    public static DocumentReading<SegmentDocument> Read(string json, Catalogue? catalogue = null) =>
        SegmentReader.Read(Encoding.UTF8.GetBytes(json), node => CanonicalJson.Write(node), catalogue);

    public static CompiledSegment Compiled(string json)
    {
        var reading = Read(json);
        Assert.Equal([], reading.Errors);
        return new(reading.Document!, ZoneRules.TryFind(reading.Document!.TimeZone, out var zone) ? zone : throw new ArgumentException(json));
    }

    public static bool IsIn(this CompiledSegment segment, string day, params Fact[] facts) =>
        LifecycleJudge.Judge(segment.Membership, Known(facts), Sample.Day(day), CompiledSegment.Out, null).Judgement!.Stage == CompiledSegment.In;

    /// <summary>The next day on which silence makes a member of somebody who is none, or none of a member.</summary>
    public static string? NextChange(this CompiledSegment segment, string day, bool isIn, params Fact[] facts) => LifecycleJudge.FirstChange(
        segment.Membership, Known(facts), Sample.Day(day), isIn ? CompiledSegment.In : CompiledSegment.Out, null,
        DateOnly.MaxValue)?.ToString("yyyy-MM-dd", null);

    private static KnownFacts Known(Fact[] facts) => KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts));
}
