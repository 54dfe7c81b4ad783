using System.Text.Json.Nodes;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Segments;

/// <summary>Reads segments, documents of <c>segment/1</c>, by the same rules as policies.</summary>
public static class SegmentReader
{
    /// <summary>The value of the member <c>schema</c>.</summary>
    public const string Schema = "segment/1";

    /// <summary>The JSON Schema (2020-12) of these documents, for editors. <see cref="Read"/> rejects everything it rejects, and more.</summary>
    public static string JsonSchema { get; } = EmbeddedSchema.Read("segment.schema.json");

    internal static readonly string[] Known = ["schema", "code", "name", "timeZone", "currency", "rates", "metrics", "when", "stated"];
    private static readonly string[] OfComputed = ["currency", "rates", "metrics", "when"];

    /// <summary>Reads a segment completely: the result is its content or all errors. Invalid input never throws.</summary>
    /// <param name="utf8">The document as JSON in UTF-8.</param>
    /// <param name="canonicalize">Writes the canonical form of RFC 8785, the input of the digest.</param>
    /// <param name="catalogue">The attributes that it may refer to; null if unavailable.</param>
    public static DocumentReading<SegmentDocument> Read(
        ReadOnlyMemory<byte> utf8, Func<JsonNode, byte[]> canonicalize, Catalogue? catalogue = null) =>
        DocumentFrame.Read(utf8, canonicalize, (root, errors) => Segment(root, catalogue ?? Catalogue.NotAtHand, errors));

    private static SegmentDocument? Segment(Cursor root, Catalogue catalogue, ErrorList errors)
    {
        if (root.Object(Known) is not { } members) return null;
        DocumentFrame.Schema(members.Required("schema"), Schema);
        var code = members.Required("code")?.Name();
        var name = NameReader.Read(members.Optional("name"));
        var timeZone = DocumentFrame.TimeZone(members.Required("timeZone"));
        if (members.Optional("stated") is { } stated)
        {
            if (stated.Flag() == false) stated.Refuse(ErrorCodes.UnknownWord, "a segment must either be stated or have when");
            members.Refuse(ErrorCodes.ConflictingMembers, "a stated segment cannot have currency, rates, metrics or when", OfComputed);
            return errors.Any ? null : new(code!, name, timeZone!, null, [], [], null);
        }
        var scope = CriterionScope.Of(root, catalogue) with { OfSegment = true };
        var metrics = MetricReader.Read(members.Optional("metrics"), hasTiers: false, scope);
        var counts = members.Optional("metrics")?.Names.Any() == true;
        var currency = DocumentFrame.Currency(counts ? members.Required("currency") : members.Optional("currency"));
        var rates = RateReader.Read(members.Optional("rates"), currency);
        var when = CriterionReader.Read(members.Required("when"), scope);
        BoundsCheck.Contradictions(when, errors);
        return errors.Any ? null : new(code!, name, timeZone!, counts ? currency : null, rates, metrics, when!.Root);
    }
}
