using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>Determines a customer's lifecycle stage: pure functions of facts and earlier stages.</summary>
public static class LifecycleJudge
{
    /// <summary>
    /// The stage as of a day: the first stage whose criterion holds, otherwise the current one. If the current stage has restricted moves, only those
    /// targets and the current stage are candidates. <c>was</c> refers to the current stage when another stage is judged, and to the previous one
    /// when the current stage is judged.
    /// </summary>
    /// <param name="asOf">The day, in the lifecycle's zone.</param>
    /// <param name="current">Code of the current stage, or null.</param>
    /// <param name="previous">Code of the stage before the current one, or null.</param>
    public static StageJudged Judge(CompiledLifecycle lifecycle, KnownFacts facts, DateOnly asOf, string? current, string? previous)
    {
        var metrics = lifecycle.Metrics.Evaluate(facts, asOf);
        if (metrics.Error is { } error) return new(null, error);
        var profile = facts.Own.ProfileOn(asOf, lifecycle.Zone);
        string?[] attributes = [.. lifecycle.Attributes.Select(profile.Attribute)];
        bool[] segments = [.. lifecycle.Segments.Select(profile.IsIn)];
        var moves = current is null ? null : lifecycle.Document.MovesFrom(current);
        var verdicts = new string[lifecycle.Stages.Length];
        var stage = (string?)null;
        for (var i = 0; i < verdicts.Length; i++)
        {
            var code = lifecycle.Document.Stages[i].Code;
            verdicts[i] = "";
            if (moves is not null && code != current && !Contains(moves, code)) continue;
            var seen = new char[lifecycle.Stages[i].Size];
            var observed = new Observed(metrics.Values.AsSpan(), [], attributes, segments, code == current ? previous : current);
            if (lifecycle.Stages[i].Judge(observed, seen)) stage ??= code;
            verdicts[i] = new(seen);
        }
        return new(new(asOf, stage ?? current, new(metrics.Values), [.. verdicts]), null);
    }

    /// <summary>
    /// The first day after <paramref name="asOf"/>, up to <paramref name="through"/>, on which silence alone changes the stage; null if there is
    /// none, or the facts cannot be counted. Only days on which a metric can cross a threshold, or a fact leaves a window, are tested. A known fact
    /// of a later day ends the search: its day is returned and must be judged.
    /// </summary>
    /// <param name="asOf">The day as of which <paramref name="current"/> was judged.</param>
    /// <param name="current">Code of the stage.</param>
    /// <param name="previous">Code of the stage before it, or null.</param>
    /// <param name="through">The last day to search; 9999-12-31 for no limit.</param>
    public static DateOnly? FirstChange(
        CompiledLifecycle lifecycle, KnownFacts facts, DateOnly asOf, string current, string? previous, DateOnly through)
    {
        foreach (var (day, isOfFact) in SilentDays.After(lifecycle, facts, asOf))
        {
            if (day > through) return null;
            if (isOfFact) return day;
            var (judged, error) = Judge(lifecycle, facts, day, current, previous);
            if (error is not null) return null;
            if (judged!.Stage != current) return day;
        }
        return null;
    }

    private static bool Contains(EquatableList<string> codes, string code)
    {
        foreach (var one in codes)
            if (string.Equals(one, code, StringComparison.Ordinal)) return true;
        return false;
    }
}
