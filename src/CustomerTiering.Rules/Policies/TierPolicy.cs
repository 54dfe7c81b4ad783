using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>A text in several languages, by BCP 47 code.</summary>
/// <param name="Texts">Language and text, in the order of the document.</param>
public sealed record LocalizedText(EquatableList<KeyValuePair<string, string>> Texts)
{
    /// <summary>No text in any language.</summary>
    public static LocalizedText None { get; } = new([]);

    /// <summary>The text in a language or, without one, in a regional form of it (<c>zh-Hans</c> of <c>zh</c>); null if there is neither.</summary>
    public string? In(string language)
    {
        string? regional = null;
        foreach (var (code, text) in Texts)
        {
            if (code == language) return text;
            if (code.StartsWith(language + "-", StringComparison.Ordinal)) regional ??= text;
        }
        return regional;
    }
}

/// <summary>A tier policy that was read and found to be without fault: what <c>tier-policy/1</c> says, with its defaults filled in.</summary>
/// <param name="Ladder">The ladder the policy is for.</param>
/// <param name="TimeZone">IANA name of the zone whose calendar days count.</param>
/// <param name="Currency">ISO 4217 code of all amounts.</param>
/// <param name="Metrics">By name, in code-point order.</param>
/// <param name="Scores">By name, in code-point order.</param>
/// <param name="Tiers">Lowest first; the rank is the index. The first has no criteria: everybody has it.</param>
/// <param name="Validity">How long a tier holds, unless the tier says otherwise.</param>
/// <param name="Movement">How customers go up and down.</param>
/// <param name="Transition">What a newly approved version does to held tiers.</param>
/// <param name="Overrides">What an override may be, or null: the installation's bounds.</param>
/// <param name="Rates">By which amounts in other currencies are converted, in the order of the document.</param>
/// <param name="JudgesGroups">True: the members of a group of companies are judged as one; false: each customer alone.</param>
public sealed record TierPolicy(
    string Ladder, LocalizedText Name, string TimeZone, string Currency,
    EquatableList<Metric> Metrics, EquatableList<Score> Scores, EquatableList<Tier> Tiers,
    Validity Validity, Movement Movement, Transition Transition, OverrideBounds? Overrides, EquatableList<ExchangeRate> Rates, bool JudgesGroups);

/// <summary>One step of the ladder.</summary>
/// <param name="Rank">Its index in the list, 0 the lowest.</param>
/// <param name="ServicePlan">Code of the service plan it brings, or null.</param>
/// <param name="Qualify">What gives it; null for the first tier alone.</param>
/// <param name="Retain">What keeps it, or null: <paramref name="Qualify"/>.</param>
/// <param name="Validity">Its own validity, or null: the policy's.</param>
/// <param name="Grace">Its own grace, or null: the movement's.</param>
/// <param name="Lock">True: never lost by failing.</param>
public sealed record Tier(
    int Rank, string Code, LocalizedText Name, string? ServicePlan, Criterion? Qualify, Criterion? Retain, Validity? Validity, Period? Grace, bool Lock);

/// <summary>How long a tier is guaranteed once it is given.</summary>
public abstract record Validity
{
    private Validity() { }

    /// <summary>From S to S + <paramref name="Length"/> − 1 day; a period of two days or more.</summary>
    /// <param name="ExtendedByReviews">Every review at which the computed tier is the held one starts it anew.</param>
    public sealed record Rolling(Period Length, bool ExtendedByReviews) : Validity;

    /// <summary>To the end of the unit in which S lies, <paramref name="Offset"/> units later.</summary>
    public sealed record Calendar(CalendarUnit Unit, int Offset) : Validity;

    /// <summary>To the first of these dates of the year after S; 29 February is 28 February in other years.</summary>
    public sealed record Dates(EquatableList<MonthDay> Days) : Validity;

    /// <summary>To the first day before an anniversary of joining that is after S.</summary>
    public sealed record Anniversary : Validity;

    /// <summary>None: judged at every review.</summary>
    public sealed record None : Validity;
}

/// <summary>A day of every year.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to the month's length, 29 February included.</param>
public readonly record struct MonthDay(int Month, int Day)
{
    /// <summary>That day in <paramref name="year"/>, 29 February as 28 February where there is none.</summary>
    public DateOnly In(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}

/// <summary>How customers move between tiers.</summary>
/// <param name="UpgradesAtOnce">True: on the day of a fact; false: at reviews, expiries and grace ends only.</param>
/// <param name="Downgrade">How far a failing customer falls.</param>
/// <param name="Grace">Time after a failed expiry before the fall, or null.</param>
/// <param name="Warn">How long before the end of validity to judge and warn, longest first.</param>
/// <param name="Review">When everybody is judged, or null.</param>
/// <param name="OnReturn">How a return or cancellation judges again what gave the held tier; null: not at all.</param>
/// <param name="Landing">The validity after a step down that ends above the computed tier, or null: that of the tier it leads to.</param>
public sealed record Movement(
    bool UpgradesAtOnce, Downgrade Downgrade, Period? Grace, EquatableList<Period> Warn, ReviewSchedule? Review, Recheck? OnReturn, Validity? Landing = null)
{
    /// <summary>Whether a return or cancellation judges again what gave the held tier.</summary>
    public bool RechecksReturns => OnReturn is not null;
}

/// <summary>How returns and cancellations are rechecked.</summary>
/// <param name="Within">A return or cancellation later than this after its purchase is not rechecked; null: each is, however late.</param>
/// <param name="After">The recheck is made at the end of the day so long after the return; null: on its own day.</param>
public sealed record Recheck(Period? Within, Period? After)
{
    /// <summary>The day at whose end a return or cancellation of a day is rechecked.</summary>
    internal DateOnly DayOf(DateOnly reversal) => After is { } after ? Days.After(after, reversal) : reversal;

    /// <summary>Whether a return or cancellation of a day comes too late after its purchase to be rechecked.</summary>
    internal bool IsTooLate(DateOnly purchase, DateOnly reversal) => Within is { } within && reversal > Days.After(within, purchase);
}

/// <summary>How far a customer falls who fails at expiry.</summary>
public enum Downgrade
{
    /// <summary>To the computed tier.</summary>
    Full,

    /// <summary>One step: a soft landing.</summary>
    One,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>When everybody is judged.</summary>
public abstract record ReviewSchedule
{
    private ReviewSchedule() { }

    /// <summary>The n-th review (n = 1, 2, …) is n periods after the day the policy came into force.</summary>
    public sealed record Every(Period Length) : ReviewSchedule;

    /// <summary>The last day of each unit.</summary>
    public sealed record Calendar(CalendarUnit Unit) : ReviewSchedule;

    /// <summary>The day before each anniversary of joining.</summary>
    public sealed record Anniversary : ReviewSchedule;
}

/// <summary>What a newly approved version does to held tiers.</summary>
public abstract record Transition
{
    private Transition() { }

    /// <summary>Kept to their end, then judged by the new version; without validity, to the next review.</summary>
    public sealed record UntilExpiry : Transition;

    /// <summary>Judged on the day the version comes into force.</summary>
    public sealed record AtOnce : Transition;

    /// <summary>At most so many steps at the first review.</summary>
    public sealed record Capped(int Steps) : Transition;
}

/// <summary>What an override may be.</summary>
/// <param name="Longest">The longest time for which it holds, first and last day included.</param>
/// <param name="Approvals">How many people besides the requester must approve.</param>
/// <param name="Reasons">Permitted reason codes.</param>
public sealed record OverrideBounds(Period Longest, int Approvals, EquatableList<string> Reasons)
{
    /// <summary>The latest last day, included, of one whose first day is <paramref name="from"/>: P6M from 10 March is until 9 September.</summary>
    public DateOnly LatestLastDay(DateOnly from) => Days.After(Longest, from).AddDays(-1);
}
