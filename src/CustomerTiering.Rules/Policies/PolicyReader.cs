using System.Text.Json.Nodes;
using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads tier policies, documents of <c>tier-policy/1</c>.</summary>
public static class PolicyReader
{
    /// <summary>The value of the member <c>schema</c>.</summary>
    public const string Schema = "tier-policy/1";

    /// <summary>The JSON Schema (2020-12) of these documents, for editors. <see cref="Read"/> rejects everything it rejects, and more.</summary>
    public static string JsonSchema { get; } = EmbeddedSchema.Read("tier-policy.schema.json");

    internal static readonly string[] Known =
        ["schema", "ladder", "name", "timeZone", "currency", "rates", "metrics", "scores", "tiers", "validity", "movement", "transition", "overrides",
            "judge"];

    /// <summary>Whether groups of companies are assessed as one customer.</summary>
    internal static readonly Vocabulary<bool> Judged = new(("customer", false), ("group", true));

    /// <summary>Reads a policy completely: the result is its content or all errors. Invalid input never throws.</summary>
    /// <param name="utf8">The document as JSON in UTF-8.</param>
    /// <param name="canonicalize">Writes the canonical form of RFC 8785, the input of the digest.</param>
    /// <param name="catalogue">The segments, service plans and attributes that it may refer to; null if unavailable.</param>
    public static DocumentReading<TierPolicy> Read(ReadOnlyMemory<byte> utf8, Func<JsonNode, byte[]> canonicalize, Catalogue? catalogue = null) =>
        DocumentFrame.Read(utf8, canonicalize, (root, errors) => Policy(root, catalogue ?? Catalogue.NotAtHand, errors));

    private static TierPolicy? Policy(Cursor root, Catalogue catalogue, ErrorList errors)
    {
        if (root.Object(Known) is not { } members) return null;
        var scope = CriterionScope.Of(root, catalogue);
        DocumentFrame.Schema(members.Required("schema"), Schema);
        var ladder = members.Required("ladder")?.Name();
        var name = NameReader.Read(members.Optional("name"));
        var timeZone = DocumentFrame.TimeZone(members.Required("timeZone"));
        var currency = DocumentFrame.Currency(members.Required("currency"));
        var rates = RateReader.Read(members.Optional("rates"), currency);
        var metrics = MetricReader.Read(members.Optional("metrics"), hasTiers: true, scope);
        var scores = ScoreReader.Read(members.Optional("scores"), scope);
        var tiers = TierReader.Read(members.Required("tiers"), scope, errors);
        var validity = members.Optional("validity") is { } holds ? ValidityReader.Read(holds) : new Validity.None();
        var movement = MovementReader.Read(members.Optional("movement"));
        var transition = GovernanceReader.Transition(members.Optional("transition"));
        var overrides = GovernanceReader.Bounds(members.Optional("overrides"));
        var judgesGroups = members.Optional("judge")?.Word(Judged) ?? false;
        return errors.Any ? null : new(
            ladder!, name, timeZone!, currency!, metrics, scores, tiers, validity!, movement!, transition!, overrides, rates, judgesGroups);
    }
}
