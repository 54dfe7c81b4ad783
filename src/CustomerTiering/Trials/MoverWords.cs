using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Trials;

/// <summary>A sentence on why a customer's tier differs under a draft: because of criteria, movement rules or dates.</summary>
internal static class MoverWords
{
    private const int MostNamed = 3;

    /// <summary>For a customer with a decision under the draft.</summary>
    internal static string Of(CompiledPolicy draft, Decision last, string inForce) =>
        $"{Decided(last)} {(MoverReasons.Of(draft, last, inForce) is { Count: > 0 } criteria ? Criteria(criteria) : Movement(draft, last, inForce))}";

    /// <summary>For a customer whose tier was carried.</summary>
    internal static string Carried(HeldState? carried) => carried?.ValidUntil is { } until
        ? $"The tier held before goes on until {until:yyyy-MM-dd}; the draft decided nothing yet."
            : "The tier held before goes on; the draft decided nothing yet.";

    private static string Decided(Decision last) => $"{last.Outcome.Name()} as of {last.AsOf:yyyy-MM-dd} ({last.Trigger.Kind.Name()}).";

    private static string Criteria(IReadOnlyList<MoverReason> criteria)
    {
        var named = criteria.Take(
            MostNamed).Select(one => $"{one.Subject} {one.Required}: {one.Actual ?? "nothing"}, {(one.Verdict == "not" ? "not met" : one.Verdict)}");
        return $"To {(criteria[0].Rule == "retain" ? "keep" : "reach")} {criteria[0].Tier}: {string.Join("; ", named)}.";
    }

    private static string Movement(CompiledPolicy draft, Decision last, string inForce)
    {
        var (held, computed) = (draft.RankOf(last.Held) ?? 0, draft.RankOf(last.Computed) ?? 0);
        if (last.Effective != last.Held) return $"An override serves {last.Effective}.";
        if (computed > held) return $"{last.Computed} is computed, and is given at the next review.";
        if (computed < held)
            return last.GraceEnds is { } grace ? $"{last.Computed} is computed; {last.Held} is kept in grace until {grace:yyyy-MM-dd}."
                : last.Outcome == Outcome.Downgraded ? $"{last.Computed} is computed; a downgrade goes down by one step."
                : last.ValidUntil is { } until ? $"{last.Computed} is computed; {last.Held} is guaranteed until {until:yyyy-MM-dd}."
                : $"{last.Computed} is computed; {last.Held} is not lost by failing.";
        return $"By the draft's criteria and dates it is {last.Held}{(last.ValidUntil is { } ends ? $" until {ends:yyyy-MM-dd}" : "")}; {inForce} "
            + $"rests on other dates, or on how customers move, of the policy in force.";
    }
}
