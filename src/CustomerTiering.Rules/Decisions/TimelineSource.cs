using System.Globalization;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Decisions;

/// <summary>One customer on one ladder, as a timeline looks at them.</summary>
/// <param name="Reference">Which text of it.</param>
/// <param name="Joined">The day of joining.</param>
/// <param name="Reviews">The days of review: the policy's own, or those of a run.</param>
/// <param name="KnownOn">What is known at the end of a day; facts of later days may be among it and don't count.</param>
/// <param name="FactDays">Days, ascending, with facts that call for an evaluation at once: see <see cref="CompiledPolicy.Interest"/>.</param>
/// <param name="RecheckDays">Days, ascending, at whose end returns and cancellations are rechecked: see <see cref="KnownFacts.RecheckDays"/>.</param>
/// <param name="StandingDays">Days, ascending, for which the standing is asked.</param>
/// <param name="Identify">The id of the decision to be, from its trigger and as-of day and what is held before it.</param>
/// <param name="LogPosition">Position up to which facts were read.</param>
/// <param name="FactsDigest">Digest of those facts.</param>
public sealed record TimelineSource(
    CompiledPolicy Policy, PolicyReference Reference, DateOnly Joined, ReviewDates Reviews, Func<DateOnly, KnownFacts> KnownOn,
    IReadOnlyList<DateOnly> FactDays, IReadOnlyList<DateOnly> RecheckDays, IReadOnlyList<DateOnly> StandingDays,
    Func<Trigger, DateOnly, HeldState?, string> Identify, long LogPosition = 0, string FactsDigest = "")
{
    /// <summary>The first day on which the policy decides, included.</summary>
    public DateOnly InForce { get; init; } = DateOnly.MinValue;

    /// <summary>Earlier versions of the policy, by first day: a held tier that the policy lacks is one of theirs.</summary>
    public IReadOnlyList<EarlierVersion> Earlier { get; init; } = [];

    /// <summary>The day on which the policy judges what earlier versions left, at its end; null if it does not at once.</summary>
    public DateOnly? TransitionOn { get; init; }

    /// <summary>The customer as the version in force on an earlier day looks at them: a recheck goes through past days by it. Null: the policy is the only version.</summary>
    public Func<DateOnly, TimelineSource>? InForceOn { get; init; }

    /// <summary>
    /// The day that is still going on, or null. What ends with a day (expiry, end of a grace, scheduled review, a recheck after a term) is not judged on it: that is
    /// left to the day's end.
    /// </summary>
    public DateOnly? OpenDay { get; init; }

    /// <summary>
    /// The days of review by which an end that is put off waits for the next, and a walk tells which of the past were reviews, where <see cref="Reviews"/> are only
    /// some of them; null: those.
    /// </summary>
    public ReviewDates? Schedule { get; init; }

    /// <summary>Whose past a recheck goes through, where it is not this customer's own but that of the first of the group; null: this customer's.</summary>
    internal TimelineSource? RecheckedAs { get; init; }

    /// <summary>Whether the customer is here, though they left once: that leaving is decided again as if it had never been.</summary>
    public bool HasReturned { get; init; }

    /// <summary>In a recheck what it knows of returns that lie after the days that it goes through.</summary>
    internal ReturnsKnown? Known { get; init; }

    /// <summary>Whether what is held was judged last by an earlier version of the policy.</summary>
    internal bool IsCarried(HeldState? held) => held?.PolicyVersion < Reference.Version;

    /// <summary>What is held, as the policy knows it.</summary>
    public HeldState? InTerms(HeldState? held) => held is null || Earlier.Count == 0 ? held : Succession.In(Policy, InForce, Earlier, held);

    internal DecisionRequest Request(HeldState? held, TriggerKind kind, DateOnly day)
    {
        var trigger = new Trigger(kind, kind == TriggerKind.Transition
            ? string.Create(CultureInfo.InvariantCulture, $"{Reference.Id}/{Reference.Version}")
            : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new(Policy, Reference, KnownOn(day), Joined, held, day, trigger, LogPosition, FactsDigest, Identify(trigger, day, held), Schedule ?? Reviews) { Known = Known, DayIsOver = day != OpenDay };
    }
}

/// <summary>A version of the policy that decided before.</summary>
/// <param name="Reference">Which text.</param>
public sealed record EarlierVersion(PolicyReference Reference, CompiledPolicy Policy);
