using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Paths in words: <c>spend 1,240.00 CNY more by 31 December 2026</c>, <c>在2026年12月31日前（含当日）再消费1,240元</c>.</summary>
public static class PathWords
{
    /// <summary>One path: its moves or its order, then its conditions.</summary>
    /// <param name="toCustomer">Whether the text addresses the customer.</param>
    /// <param name="names">Display names of attributes, indicators and segments.</param>
    public static string Of(CompiledPolicy policy, TierPath path, Language language, bool toCustomer = false, WordNames? names = null) =>
        Of(policy, path, new Tongue(language, toCustomer, names), leadIn: null);

    /// <param name="leadIn">Days already mentioned for all paths together.</param>
    internal static string Of(CompiledPolicy policy, TierPath path, Tongue tongue, DaySpan? leadIn)
    {
        if (!CanTell(policy, path, tongue)) return tongue.Say("by what you cannot change yourself", "由您自身无法改变的条件促成");
        var criteria = new CriterionWords(policy, tongue);
        var moves = tongue.Together([.. Groups(path).Select(group => Group(policy, group.Days, [.. group], tongue, leadIn))]);
        if (path.Order is { } order) moves = In(new(order.From, order.By), leadIn, Order(order, tongue), tongue);
        var conditions = string.Join(tongue.Say(" and ", "，且"), path.Conditions.Select(criteria.Condition));
        return conditions.Length == 0 ? moves
            : moves.Length == 0 ? tongue.Say($"if {conditions}", $"须{conditions}")
            : tongue.Say($"{moves}, if {conditions}", $"{moves}，且须{conditions}");
    }

    /// <summary>Whether a path can be shown in detail.</summary>
    internal static bool CanTell(CompiledPolicy policy, TierPath path, Tongue tongue) => !tongue.ToCustomer
        || (!path.IsInternal && path.Moves.Count + path.Conditions.Count + (path.Order is null ? 0 : 1) > 0
            && path.Conditions.All(condition => new CriterionWords(policy, tongue).CanTell(condition.Criterion))
            && path.Moves.All(move => MetricWords.HasWords(policy, move.Metric, tongue)));

    /// <summary>The days of a path, if they are the same for all its parts.</summary>
    internal static DaySpan? DaysOf(TierPath path) => path.Order is { } order ? new(order.From, order.By)
        : path.Moves.Count > 0 && path.Moves.All(move => (move.From, move.By) == (path.Moves[0].From, path.Moves[0].By))
            ? new(path.Moves[0].From, path.Moves[0].By)
        : null;

    private static IEnumerable<MoveGroup> Groups(TierPath path)
    {
        var groups = new List<MoveGroup>();
        foreach (var move in path.Moves)
        {
            if (groups.Count == 0 || groups[^1].Days != new DaySpan(move.From, move.By)) groups.Add(new(new(move.From, move.By)));
            groups[^1].Add(move);
        }
        return groups;
    }

    private static string Group(CompiledPolicy policy, DaySpan days, IReadOnlyList<Move> moves, Tongue tongue, DaySpan? leadIn) =>
        In(days, leadIn, tongue.Together([.. moves.Select(move => MoveWords.Of(policy, move, tongue))]), tongue);

    private static string In(DaySpan days, DaySpan? leadIn, string what, Tongue tongue) => leadIn == days ? what : days.Around(what, tongue);

    private static string Order(OneOrder order, Tongue tongue)
    {
        var (amount, where) = (tongue.Value(order.Amount, order.Currency), MetricWords.Where(order.Where, tongue));
        // If any amount is sufficient, only the order matters.
        var isAny = order.Amount <= Currencies.Smallest(order.Currency);
        return isAny ? tongue.Say($"place one order{where}", $"下一笔订单{where}")
            : tongue.Say($"place one order of {amount}{where}", $"单笔消费{amount}{where}");
    }

    private sealed class MoveGroup(DaySpan days) : List<Move>
    {
        public DaySpan Days { get; } = days;
    }
}
