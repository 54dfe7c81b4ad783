using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Lists the ways to reach or keep a tier: at most three, the cheapest first. Days common to all are mentioned once.</summary>
internal static class WayWords
{
    /// <summary>More ways would confuse the reader.</summary>
    public const int Most = 3;

    public static IEnumerable<string> ToReach(Explanation e, PathAnswer answer, Tongue tongue)
    {
        var (name, ways, leadIn) = (ExplanationWords.Name(e, answer.Tier, tongue), Told(e, answer, tongue), Shared(e, answer, tongue));
        if (ways.Count == 0) return [tongue.Say($"No way to reach {name} is known.", $"目前没有可达到{name}的途径。")];
        if (Hidden(e, answer, tongue))
            return [tongue.Say($"Whether you reach {name} depends on what you cannot change yourself.", $"能否升至{name}，取决于您自身无法改变的条件。")];
        if (ways.Count == 1)
            return [IsDone(ways[0]) ? tongue.Say($"To reach {name}: {ways[0]}.", $"升至{name}：{ways[0]}。")
                : tongue.Say($"To reach {name}: {ways[0]}.", $"To reach {name}: {ways[0]}.", $"{ways[0]}，即可升至{name}。", $"您{ways[0]}，即可升至{name}。")];
        var head = leadIn is { } days
            ? tongue.Say($"{days.Around($"To reach {name}, any one of these is enough", tongue)}:", $"{days.Around($"做到以下任一项，即可升至{name}", tongue)}：")
            : tongue.Say($"To reach {name}, any one of these is enough:", $"做到以下任一项，即可升至{name}：");
        return [head, .. Numbered(ways)];
    }

    public static IEnumerable<string> ToKeep(Explanation e, PathAnswer answer, Tongue tongue)
    {
        var (name, day, ways) =
            (ExplanationWords.Name(e, answer.Tier, tongue), tongue.Day(answer.AsOf), Told(e, Undated(answer, e.Assessment.AsOf), tongue));
        if (ways.Count == 0) return [tongue.Say($"As things stand {name} is lost after {day}.", $"按目前情况，{day}之后将不再保有{name}。")];
        if (Hidden(e, answer, tongue))
            return [tongue.Say(
                $"Whether you keep {name} after {day} depends on what you cannot change yourself.", $"{day}之后能否继续保有{name}，取决于您自身无法改变的条件。")];
        return ways.Count == 1
            ? [tongue.Say($"To keep {name} after {day}, by that day: {ways[0]}.", $"To keep {name} after {day}, by that day: {ways[0]}.",
                $"要在{day}之后继续保有{name}，须于该日前（含当日）：{ways[0]}。", $"要在{day}之后继续保有{name}，请您于该日前（含当日）：{ways[0]}。")]
            : [tongue.Say(
                $"To keep {name} after {day}, any one of these is enough by that day:",
                $"To keep {name} after {day}, any one of these is enough by that day:",
                $"要在{day}之后继续保有{name}，于该日前（含当日）做到以下任一项即可：", $"要在{day}之后继续保有{name}，请您于该日前（含当日）做到以下任一项："), .. Numbered(ways)];
    }

    public static IEnumerable<string> ToHaveKept(Explanation e, PathAnswer answer, Tongue tongue)
    {
        var (name, day, ways) =
            (ExplanationWords.Name(e, answer.Tier, tongue), tongue.Day(answer.AsOf), Told(e, Undated(answer, answer.AsOf), tongue));
        if (Hidden(e, answer, tongue))
            return [tongue.Say(
                $"What would have kept {name} on {day} is something that you cannot change yourself.", $"{name}当时能否保住，取决于您自身无法改变的条件。")];
        return ways.Count == 1
            ? [tongue.Say($"{name} would have been kept on {day}: it would have been enough to {ways[0]}.", $"当时如{ways[0]}，即可保住{name}。")]
            : [tongue.Say($"Any one of these would have been enough to keep {name} on {day}:", $"当时如做到以下任一项，即可保住{name}："), .. Numbered(ways)];
    }

    /// <summary>The paths to show, without an order if moves require no more, and without moves of amounts that exceed the order.</summary>
    internal static IReadOnlyList<TierPath> Chosen(PathAnswer answer)
    {
        var order = answer.Paths.FirstOrDefault(path => path.Order is not null);
        var told = answer.Paths.Where(
            path => order is null || (path == order ? !IsSaidByOthers(order.Order!, answer) : !IsSaidBy(order.Order!, path)));
        return [.. told.Take(Most)];
    }

    private static List<string> Told(Explanation e, PathAnswer answer, Tongue tongue) =>
        [.. Chosen(answer).Select(path => PathWords.Of(e.Policy, path, tongue, Shared(e, answer, tongue))).Distinct()];

    /// <summary>Removes the days that are mentioned once for all ways: from the present day, or the next one, until the day of assessment.</summary>
    private static PathAnswer Undated(PathAnswer answer, DateOnly today)
    {
        bool IsSaid(DateOnly? from, DateOnly? by) => by == answer.AsOf && (from is null || from <= Days.Next(today));
        return answer with
        {
            Paths = [.. answer.Paths.Select(path => path with
            {
                Moves = [.. path.Moves.Select(move => IsSaid(move.From, move.By) ? move with { From = null, By = null } : move)],
                Order = path.Order is { } order && IsSaid(order.From, order.By) ? order with { From = null, By = null } : path.Order,
            })],
        };
    }

    private static bool Hidden(Explanation e, PathAnswer answer, Tongue tongue) =>
        Chosen(answer) is var chosen && chosen.Count > 0 && !chosen.Any(path => PathWords.CanTell(e.Policy, path, tongue));

    /// <summary>The days common to several ways; null if they differ.</summary>
    private static DaySpan? Shared(Explanation e, PathAnswer answer, Tongue tongue)
    {
        var told = Chosen(answer).Where(path => PathWords.CanTell(e.Policy, path, tongue)).Select(PathWords.DaysOf).ToList();
        return told.Count > 0 && Chosen(answer).Count > 1 && told[0] is { By: { } } shared && told.All(days => days == shared) ? shared : null;
    }

    private static bool IsSaidByOthers(OneOrder order, PathAnswer answer) =>
        answer.Paths.Any(path => path.Order is null && path.Conditions.Count == 0 && path.Moves.Count == 1
        && (OrderPath.IsOfAmounts(path, order.Currency) ? (path.Moves[0].Delta ?? path.Moves[0].Needed) <= order.Amount
            : IsAny(order) && path.Moves[0].Unit is "count" or "days" or "months" && path.Moves[0].Delta is 1 or < 0));

    private static bool IsSaidBy(OneOrder order, TierPath path) =>
        OrderPath.IsOfAmounts(path, order.Currency) && path.Moves.Sum(move => move.Delta ?? move.Needed) > order.Amount;

    private static bool IsAny(OneOrder order) => order.Amount <= Policies.Currencies.Smallest(order.Currency);

    /// <summary>Whether a way in Chinese is a condition rather than an action.</summary>
    private static bool IsDone(string way) => way.StartsWith('须') || way.StartsWith('由');

    private static IEnumerable<string> Numbered(IReadOnlyList<string> ways) =>
        ways.Select((way, i) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{i + 1}. {way}"));
}
