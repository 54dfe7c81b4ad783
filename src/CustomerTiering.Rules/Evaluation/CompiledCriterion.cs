using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>A criterion with names resolved to indexes, so that judging needs no lookups.</summary>
internal sealed class CompiledCriterion
{
    private readonly Criterion _criterion;
    private readonly int _slot;
    private readonly ImmutableArray<CompiledCriterion> _items;

    private CompiledCriterion(Criterion criterion, int slot, ImmutableArray<CompiledCriterion> items)
    {
        _criterion = criterion;
        _slot = slot;
        _items = items;
        Size = 1;
        foreach (var item in items) Size += item.Size;
    }

    /// <summary>The number of nodes in the tree.</summary>
    public int Size { get; }

    public static CompiledCriterion Of(Criterion criterion, PolicySlots slots) => criterion switch
    {
        Criterion.Comparison comparison => new(criterion, SlotOf(comparison, slots), []),
        Criterion.InSegment segment => new(criterion, slots.Segment(segment.Segment), []),
        Criterion.InStage => OfStage(criterion, slots),
        Criterion.Was => new(criterion, 0, []),
        Criterion.All all => new(criterion, 0, Each(all.Items, slots)),
        Criterion.Any any => new(criterion, 0, Each(any.Items, slots)),
        Criterion.CountOf count => new(criterion, 0, Each(count.Items, slots)),
        Criterion.Not not => new(criterion, 0, [Of(not.Item, slots)]),
        _ => throw new ArgumentOutOfRangeException(nameof(criterion)),
    };

    private static CompiledCriterion OfStage(Criterion criterion, PolicySlots slots)
    {
        slots.NamesStages = true;
        return new(criterion, 0, []);
    }

    /// <summary>Whether the criterion holds; the verdict of each node is written to <paramref name="verdicts"/> at its index.</summary>
    public bool Judge(in Observed observed, Span<char> verdicts)
    {
        var verdict = _criterion switch
        {
            Criterion.Comparison comparison => Compare(comparison, observed),
            Criterion.InSegment => observed.Segments[_slot] ? Verdict.Met : Verdict.Not,
            Criterion.InStage stage => Of(Contains(stage.Stages, observed.Stage)),
            Criterion.Was was => Of(Contains(was.Stages, observed.Stage)),
            _ => Combine(observed, verdicts) ? Verdict.Met : Verdict.Not,
        };
        verdicts[_criterion.Index] = (char)verdict;
        return verdict == Verdict.Met;
    }

    private bool Combine(in Observed observed, Span<char> verdicts)
    {
        // All items are judged even if the result is already known, because the trace shows them all.
        var met = 0;
        foreach (var item in _items)
            if (item.Judge(observed, verdicts)) met++;
        return _criterion switch
        {
            Criterion.All => met == _items.Length,
            Criterion.Any => met > 0,
            Criterion.Not => met == 0,
            Criterion.CountOf count => met >= count.Count,
            _ => throw new InvalidOperationException("A criterion of several items is one of four kinds."),
        };
    }

    private Verdict Compare(Criterion.Comparison comparison, in Observed observed)
    {
        if (comparison.Compared == Compared.Attribute)
            return observed.Attributes[_slot] is { } text ? Of(Comparisons.AllHold(text, comparison.Bounds)) : Verdict.Missing;
        var value = comparison.Compared == Compared.Metric ? observed.Metrics[_slot] : observed.Scores[_slot];
        return value is { } number ? Of(Comparisons.AllHold(number, comparison.Bounds)) : Verdict.Missing;
    }

    private static Verdict Of(bool holds) => holds ? Verdict.Met : Verdict.Not;

    private static int SlotOf(Criterion.Comparison comparison, PolicySlots slots) => comparison.Compared switch
    {
        Compared.Metric => slots.Metric(comparison.Name),
        Compared.Score => slots.Score(comparison.Name),
        _ => slots.Attribute(comparison.Name),
    };

    private static ImmutableArray<CompiledCriterion> Each(EquatableList<Criterion> items, PolicySlots slots)
    {
        var compiled = ImmutableArray.CreateBuilder<CompiledCriterion>(items.Count);
        foreach (var item in items) compiled.Add(Of(item, slots));
        return compiled.MoveToImmutable();
    }

    private static bool Contains(EquatableList<string> stages, string? stage)
    {
        foreach (var one in stages)
            if (string.Equals(one, stage, StringComparison.Ordinal)) return true;
        return false;
    }
}
