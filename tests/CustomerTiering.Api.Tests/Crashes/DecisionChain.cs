using System.Globalization;
using CustomerTiering.Tiering;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>
/// The decisions of one customer on one ladder, in the order of the log. Of a day the last one stands: whatever is decided of the day again names it,
/// so that the decisions of a day are one chain; and from the same facts nothing is decided twice.
/// </summary>
internal sealed class DecisionChain
{
    private readonly Dictionary<string, TierDecided> _all = [];
    private readonly Dictionary<DateOnly, string> _standing = [];
    private readonly HashSet<DateOnly> _sinceLeaving = [];

    /// <summary>What is wrong with one more decision; null if nothing is.</summary>
    internal string? Add(Guid id, TierDecided decision)
    {
        var broken = Broken(decision);
        _all[id.ToString("D", CultureInfo.InvariantCulture)] = decision;
        _standing[decision.Assessed.AsOf] = id.ToString("D", CultureInfo.InvariantCulture);
        // Whoever joins again starts anew, and may come to the same.
        if (decision.Outcome == "left") _sinceLeaving.Clear();
        else _sinceLeaving.Add(decision.Assessed.AsOf);
        return broken;
    }

    private string? Broken(TierDecided decision)
    {
        var day = decision.Assessed.AsOf;
        if (decision.Supersedes is { } named)
        {
            if (!_all.TryGetValue(named, out var before)) return $"the decision of {day} supersedes {named}, which is not there.";
            // A recheck names the decision that gave the tier, which another one of the day may have kept since.
            if (before.Assessed.AsOf == day && decision.TriggerKind != "recheck" && _standing.GetValueOrDefault(day) != named)
                return $"the decision of {day} by {decision.TriggerKind} supersedes {named}, which does not stand any more.";
        }
        if (!_sinceLeaving.Contains(day)) return null;
        var (standing, twin) = (_standing[day], _all[_standing[day]]);
        return twin.FactsDigest == decision.FactsDigest && Result(twin) == Result(decision) && decision.Supersedes != standing
            ? $"the decision of {day} by {decision.TriggerKind} was made from the same facts before, with the same result." : null;
    }

    private static string Result(TierDecided one) =>
        $"{one.TriggerKind} {one.TriggerId} {one.Held} {one.EffectiveFrom} {one.ValidUntil} {one.GraceEnds}";
}
