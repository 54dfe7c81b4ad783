using System.Text.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads one tree of criteria.</summary>
internal sealed class CriterionReader
{
    /// <summary>Each form of a criterion by its identifying member, with its permitted members.</summary>
    public static readonly IReadOnlyList<(string Form, string[] Members)> Forms =
    [
        ("metric", ["metric", .. Words.Comparators.Words]), ("score", ["score", .. Words.Comparators.Words]),
        ("attribute", ["attribute", .. Words.Comparators.Words]), ("segment", ["segment"]), ("stage", ["stage"]),
        ("all", ["all"]), ("any", ["any"]), ("not", ["not"]), ("count", ["count", "of"]), ("was", ["was"]),
    ];

    private readonly CriterionScope _scope;
    private readonly List<string> _paths = [];

    private CriterionReader(CriterionScope scope) => _scope = scope;

    /// <summary>The tree without its invalid nodes, so that the rest can be checked; null if its root is invalid.</summary>
    public static CriterionTree? Read(Cursor? criterion, CriterionScope scope)
    {
        if (criterion is null) return null;
        var reader = new CriterionReader(scope);
        var root = reader.Node(criterion, 0);
        return root is null ? null : new(root, [.. reader._paths]);
    }

    private Criterion? Node(Cursor at, int outer)
    {
        var forms = Forms.Where(f => at.Has(f.Form) && (f.Form != "was" || _scope.Stages is not null)).ToList();
        if (at.Kind == JsonValueKind.Object && forms.Count != 1)
        {
            at.Refuse(ErrorCodes.NotACriterion, forms.Count == 0
                ? $"a criterion must have one of {string.Join(", ", Forms.Select(f => f.Form).Where(f => f != "was" || _scope.Stages is not null))}"
                : $"a criterion must have only one form, got {string.Join(" and ", forms.Select(f => f.Form))}; combine them with all");
            return null;
        }
        var one = forms.FirstOrDefault();
        if (at.Object(one.Members ?? []) is not { } members) return null;
        var index = _paths.Count;
        _paths.Add(at.Path);
        var nests = one.Form is "all" or "any" or "not" or "count";
        if (nests && outer == Limits.Nesting)
        {
            at.Refuse(ErrorCodes.NestingTooDeep, $"all, any, not and count may be nested at most {Limits.Nesting} deep");
            return null;
        }
        var value = members.Required(one.Form)!;
        return one.Form switch
        {
            "segment" => _scope.Segment(value) is { } segment ? new Criterion.InSegment(index, segment) : null,
            "stage" => Stages(index, value),
            "all" => new Criterion.All(index, Nodes(value.Items(), outer + 1)),
            "any" => new Criterion.Any(index, Nodes(value.Items(), outer + 1)),
            "not" => Node(value, outer + 1) is { } item ? new Criterion.Not(index, item) : null,
            "count" => CountOf(index, value, members.Required("of"), outer + 1),
            "was" => new Criterion.Was(index, [.. (value.Items() ?? []).Select(_scope.Stage).OfType<string>()]),
            _ => Comparison(index, at, one.Form, value, members),
        };
    }

    private Criterion.InStage? Stages(int index, Cursor stages) =>
        _scope.CanAskForStages(stages) && stages.Items() is { } items ? new(index, [.. items.Select(_scope.StageInForce).OfType<string>()]) : null;

    private EquatableList<Criterion> Nodes(IReadOnlyList<Cursor>? items, int outer) =>
        [.. (items ?? []).Select(i => Node(i, outer)).OfType<Criterion>()];

    private Criterion.CountOf? CountOf(int index, Cursor count, Cursor? of, int outer)
    {
        var wanted = count.Integer(1, int.MaxValue);
        var items = of?.Items();
        if (wanted > items?.Count)
            count.Refuse(ErrorCodes.CountTooLarge, $"at least {wanted} of a list of {items.Count} can never hold");
        var nodes = Nodes(items, outer);
        return wanted is null ? null : new(index, wanted.Value, nodes);
    }

    private Criterion.Comparison? Comparison(int index, Cursor at, string form, Cursor name, Members members)
    {
        var compared = Words.Compared.Find(form)!.Value;
        AttributeDeclaration? declared = null;
        string? known;
        if (compared == Compared.Attribute)
        {
            var attribute = _scope.Attribute(name);
            (known, declared) = (attribute?.Name, attribute?.Declared);
        }
        else known = compared == Compared.Metric ? _scope.Metric(name) : _scope.Score(name);

        var bounds = new List<Bound>();
        var written = 0;
        foreach (var word in Words.Comparators.Words)
        {
            if (members.Optional(word) is not { } threshold) continue;
            written++;
            if (BoundReader.Read(threshold, Words.Comparators.Find(word)!.Value, compared, declared) is { } bound) bounds.Add(bound);
        }
        if (written == 0) at.Refuse(ErrorCodes.MissingBound, $"a comparison must have at least one of {string.Join(", ", Words.Comparators.Words)}");
        return known is null ? null : new(index, compared, known, [.. bounds]);
    }
}
