using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Rules.ServicePlans;

namespace CustomerTiering.Policies;

/// <summary>A valid text of a standard.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
/// <param name="TimeZone">IANA name of the zone that defines its days; UTC for a service plan, which has none.</param>
/// <param name="Document">The text, normalized.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex.</param>
public sealed record StandardText(string Name, string TimeZone, JsonObject Document, string Digest);

/// <summary>
/// A kind of standard. Tier policies, lifecycles, service plans and segments share one process of drafting, approval and putting in force.
/// </summary>
public abstract class StandardKind(string schema, string route, string noun, string namePath)
{
    /// <summary>Relative to <c>/api/v1</c>.</summary>
    public string Route { get; } = route;

    /// <summary>The value of the member <c>schema</c> in its texts.</summary>
    public string Schema { get; } = schema;

    /// <summary>The name in messages.</summary>
    public string Noun { get; } = noun;

    /// <summary>The name in files and on the command line: <c>service-plan</c>.</summary>
    public string Word { get; } = noun.Replace(' ', '-');

    /// <summary>Path of the text's member that contains the standard's name.</summary>
    internal string NamePath { get; } = namePath;

    /// <summary>The zone of standards that have none of their own.</summary>
    internal const string Utc = "UTC";

    public static StandardKind TierPolicy { get; } = new OfTierPolicy();

    public static StandardKind Lifecycle { get; } = new OfLifecycle();

    public static StandardKind ServicePlan { get; } = new OfServicePlan();

    public static StandardKind Segment { get; } = new OfSegment();

    public static IReadOnlyList<StandardKind> All { get; } = [TierPolicy, Lifecycle, ServicePlan, Segment];

    public abstract StreamId Stream(string name);

    /// <summary>The text, or all errors in it.</summary>
    public abstract Result<StandardText> Read(ReadOnlyMemory<byte> utf8, Catalogue? catalogue);

    /// <summary>SHA-256 of the canonical form of <c>{"document":…,"zone":…}</c>, hex, as named by decisions.</summary>
    public static string DigestOf(JsonObject document, JsonObject zone) =>
        DigestOf(new JsonObject { ["document"] = document.DeepClone(), ["zone"] = zone.DeepClone() });

    /// <summary>SHA-256 of the canonical form of a value, hex.</summary>
    internal static string DigestOf(JsonNode value) => Hex(CanonicalJson.Write(value));

    private protected static Result<StandardText> Text<T>(DocumentReading<T> reading, Func<T, (string Name, string TimeZone)> names)
        where T : class
    {
        if (!reading.IsFaultless) return Problem.Invalid([.. reading.Errors.Select(error => new FieldError(error.Path, error.Code, error.Message))]);
        var (name, zone) = names(reading.Document);
        return new StandardText(name, zone, reading.Normalized.AsObject(), Hex(reading.Canonical));
    }

    private static string Hex(byte[] canonical) => Convert.ToHexStringLower(SHA256.HashData(canonical));

    private sealed class OfTierPolicy() : StandardKind(PolicyReader.Schema, "policies", "policy", "$.ladder")
    {
        public override StreamId Stream(string name) => new($"policy/{name}");

        public override Result<StandardText> Read(ReadOnlyMemory<byte> utf8, Catalogue? catalogue) =>
            Text(PolicyReader.Read(utf8, CanonicalJson.Write, catalogue), policy => (policy.Ladder, policy.TimeZone));
    }

    private sealed class OfLifecycle() : StandardKind(LifecycleReader.Schema, "lifecycles", "lifecycle", "$")
    {
        private const string Name = "lifecycle";

        /// <summary>A company has one lifecycle with a fixed name. Nothing is ever recorded under another name.</summary>
        public override StreamId Stream(string name) => new(name == Name ? "lifecycle-standard" : $"lifecycle-standard/{name}");

        public override Result<StandardText> Read(ReadOnlyMemory<byte> utf8, Catalogue? catalogue) =>
            Text(LifecycleReader.Read(utf8, CanonicalJson.Write, catalogue), lifecycle => (Name, lifecycle.TimeZone));
    }

    private sealed class OfServicePlan() : StandardKind(ServicePlanReader.Schema, "service-plans", "service plan", "$.code")
    {
        public override StreamId Stream(string name) => new($"service-plan/{name}");

        public override Result<StandardText> Read(ReadOnlyMemory<byte> utf8, Catalogue? catalogue) =>
            Text(ServicePlanReader.Read(utf8, CanonicalJson.Write), plan => (plan.Code, Utc));
    }

    private sealed class OfSegment() : StandardKind(SegmentReader.Schema, "segments", "segment", "$.code")
    {
        public override StreamId Stream(string name) => new($"segment-standard/{name}");

        public override Result<StandardText> Read(ReadOnlyMemory<byte> utf8, Catalogue? catalogue) =>
            Text(SegmentReader.Read(utf8, CanonicalJson.Write, catalogue), segment => (segment.Code, segment.TimeZone));
    }
}
