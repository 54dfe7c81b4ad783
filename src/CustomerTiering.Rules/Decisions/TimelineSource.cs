using System.Globalization;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Decisions;

/// <summary>One customer on one ladder, as input to a timeline.</summary>
/// <param name="Reference">Identifies the policy text.</param>
/// <param name="Reviews">The review days: the policy's own, or those of a run.</param>
/// <param name="KnownOn">The facts known at the end of a day. It may contain facts of later days, which do not count.</param>
/// <param name="FactDays">Days, ascending, with facts that require an at-once evaluation: see <see cref="CompiledPolicy.Interest"/>.</param>
/// <param name="RecheckDays">Days, ascending, at whose end returns and cancellations are rechecked: see <see cref="KnownFacts.RecheckDays"/>.</param>
/// <param name="StandingDays">Days, ascending, for which the standing is requested.</param>
/// <param name="Identify">Creates the id of the next decision from its trigger, as-of day and the state before it.</param>
/// <param name="LogPosition">Log position up to which facts were read.</param>
/// <param name="FactsDigest">Digest of those facts.</param>
public sealed record TimelineSource(
    CompiledPolicy Policy, PolicyReference Reference, DateOnly Joined, ReviewDates Reviews, Func<DateOnly, KnownFacts> KnownOn,
    IReadOnlyList<DateOnly> FactDays, IReadOnlyList<DateOnly> RecheckDays, IReadOnlyList<DateOnly> StandingDays,
    Func<Trigger, DateOnly, HeldState?, string> Identify, long LogPosition = 0, string FactsDigest = "")
{
    /// <summary>The first day on which the policy decides, included.</summary>
    public DateOnly InForce { get; init; } = DateOnly.MinValue;

    /// <summary>Earlier versions of the policy, by first day. A held tier that the policy lacks belongs to one of them.</summary>
    public IReadOnlyList<EarlierVersion> Earlier { get; init; } = [];

    /// <summary>The day at whose end the policy assesses tiers from earlier versions; null if the transition is not at once.</summary>
    public DateOnly? TransitionOn { get; init; }

    /// <summary>The source under the version in force on an earlier day, used by a recheck. Null: the policy is the only version.</summary>
    public Func<DateOnly, TimelineSource>? InForceOn { get; init; }

    /// <summary>
    /// The day that is not over yet, or null. Events at the end of a day (expiry, grace end, scheduled review, delayed recheck) are not judged on it.
    /// </summary>
    public DateOnly? OpenDay { get; init; }

    /// <summary>
    /// All review days, if <see cref="Reviews"/> contains only some of them; null: <see cref="Reviews"/>. A postponed end waits for the next of these
    /// days, and a recheck uses them to identify past reviews.
    /// </summary>
    public ReviewDates? Schedule { get; init; }

    /// <summary>The first member of the group, if a recheck repeats its past instead of this customer's own; null: this customer's own.</summary>
    internal TimelineSource? RecheckedAs { get; init; }

    /// <summary>Whether the customer returned after leaving. The leaving is then decided again as if it had never happened.</summary>
    public bool HasReturned { get; init; }

    /// <summary>In a recheck, the known returns that lie after the days being repeated.</summary>
    internal ReturnsKnown? Known { get; init; }

    /// <summary>Whether an earlier version of the policy last assessed the held tier.</summary>
    internal bool IsCarried(HeldState? held) => held?.PolicyVersion < Reference.Version;

    /// <summary>The held state in terms of this policy's tiers.</summary>
    public HeldState? InTerms(HeldState? held) => held is null || Earlier.Count == 0 ? held : Succession.In(Policy, InForce, Earlier, held);

    internal DecisionRequest Request(HeldState? held, TriggerKind kind, DateOnly day)
    {
        var trigger = new Trigger(kind, kind == TriggerKind.Transition
            ? string.Create(CultureInfo.InvariantCulture, $"{Reference.Id}/{Reference.Version}")
            : day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new(Policy, Reference, KnownOn(day), Joined, held, day, trigger, LogPosition, FactsDigest, Identify(trigger, day, held),
            Schedule ?? Reviews)
        { Known = Known, DayIsOver = day != OpenDay };
    }
}

/// <summary>An earlier version of the policy.</summary>
/// <param name="Reference">Identifies the policy text.</param>
public sealed record EarlierVersion(PolicyReference Reference, CompiledPolicy Policy);
