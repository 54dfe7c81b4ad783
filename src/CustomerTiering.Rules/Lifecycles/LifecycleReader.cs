using System.Text.Json.Nodes;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>Reads lifecycles, documents of <c>lifecycle/1</c>, by the same rules as policies.</summary>
public static class LifecycleReader
{
    /// <summary>The value of the member <c>schema</c>.</summary>
    public const string Schema = "lifecycle/1";

    /// <summary>The JSON Schema (2020-12) of these documents, for editors. <see cref="Read"/> rejects everything it rejects, and more.</summary>
    public static string JsonSchema { get; } = EmbeddedSchema.Read("lifecycle.schema.json");

    internal static readonly string[] Known = ["schema", "timeZone", "currency", "rates", "metrics", "stages", "moves"];
    internal static readonly string[] KnownOfStage = ["code", "name", "when"];

    /// <summary>Reads a lifecycle completely: the result is its content or all errors. Invalid input never throws.</summary>
    /// <param name="utf8">The document as JSON in UTF-8.</param>
    /// <param name="canonicalize">Writes the canonical form of RFC 8785, the input of the digest.</param>
    /// <param name="catalogue">The segments and attributes that it may refer to; null if unavailable.</param>
    public static DocumentReading<LifecycleDocument> Read(
        ReadOnlyMemory<byte> utf8, Func<JsonNode, byte[]> canonicalize, Catalogue? catalogue = null) =>
        DocumentFrame.Read(utf8, canonicalize, (root, errors) => Lifecycle(root, catalogue ?? Catalogue.NotAtHand, errors));

    private static LifecycleDocument? Lifecycle(Cursor root, Catalogue catalogue, ErrorList errors)
    {
        if (root.Object(Known) is not { } members) return null;
        DocumentFrame.Schema(members.Required("schema"), Schema);
        var timeZone = DocumentFrame.TimeZone(members.Required("timeZone"));
        var currency = DocumentFrame.Currency(members.Required("currency"));
        var rates = RateReader.Read(members.Optional("rates"), currency);
        var scope = CriterionScope.Of(root, catalogue, CodesOf(root));
        var metrics = MetricReader.Read(members.Optional("metrics"), hasTiers: false, scope);
        var stages = members.Required("stages");
        var read = Stages(stages, scope, errors);
        var moves = Moves(members.Optional("moves"), scope);
        return errors.Any ? null : new(timeZone!, currency!, metrics, read, moves, rates);
    }

    // Criteria may refer to stages later in the list, so codes are collected before any criterion is read.
    private static HashSet<string> CodesOf(Cursor root) =>
        new(root.Peek("stages")?.Peeked().Select(s => s.Peek("code")?.PeekedText).OfType<string>() ?? [], StringComparer.Ordinal);

    private static EquatableList<Stage> Stages(Cursor? stages, CriterionScope scope, ErrorList errors)
    {
        if (stages?.Items() is not { } items) return [];
        if (items.Count == 0) stages.Refuse(ErrorCodes.NoStages, "a lifecycle must have at least one stage");
        if (items.Count > Limits.Stages)
            stages.Refuse(ErrorCodes.TooManyStages, $"a lifecycle must have at most {Limits.Stages} stages, got {items.Count}");
        var codes = new HashSet<string>(StringComparer.Ordinal);
        return [.. items.Select((item, index) => ReadOne(item, index, scope, codes, errors)).OfType<Stage>()];
    }

    private static Stage? ReadOne(Cursor stage, int index, CriterionScope scope, HashSet<string> codes, ErrorList errors)
    {
        if (stage.Object(KnownOfStage) is not { } members) return null;
        var written = members.Required("code");
        var code = written?.Name();
        if (code is not null && !codes.Add(code)) written!.Refuse(ErrorCodes.DuplicateStage, $"another stage has the code '{code}'");
        var name = NameReader.Read(members.Optional("name"));
        var when = CriterionReader.Read(members.Required("when"), scope);
        BoundsCheck.Contradictions(when, errors);
        return code is null || when is null ? null : new(index, code, name, when.Root);
    }

    private static EquatableList<StageMoves> Moves(Cursor? moves, CriterionScope scope)
    {
        var read = new List<StageMoves>();
        foreach (var (from, to) in moves?.Map() ?? [])
        {
            if (!scope.Stages!.Contains(from)) to.Refuse(ErrorCodes.UnknownStage, $"unknown stage '{JsonPath.Cut(from)}'");
            read.Add(new(from, [.. (to.Items() ?? []).Select(scope.Stage).OfType<string>()]));
        }
        return [.. read];
    }
}
