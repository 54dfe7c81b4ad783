using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>A text in several languages.</summary>
/// <param name="Texts">BCP 47 code and text, in document order.</param>
public sealed record LocalizedText(EquatableList<KeyValuePair<string, string>> Texts)
{
    /// <summary>No text in any language.</summary>
    public static LocalizedText None { get; } = new([]);

    /// <summary>The text in the language or, if there is none, in a regional form of it (<c>zh-Hans</c> for <c>zh</c>); otherwise null.</summary>
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

/// <summary>A valid tier policy: the content of a <c>tier-policy/1</c> document with defaults filled in.</summary>
/// <param name="Ladder">Code of the ladder.</param>
/// <param name="TimeZone">IANA name of the zone whose calendar days count.</param>
/// <param name="Currency">ISO 4217 code of all amounts.</param>
/// <param name="Metrics">Sorted by name in code-point order.</param>
/// <param name="Scores">Sorted by name in code-point order.</param>
/// <param name="Tiers">Lowest first; the rank is the index. The first tier has no criteria: every customer has it.</param>
/// <param name="Validity">Applies to tiers without their own validity.</param>
/// <param name="Transition">How a new version treats held tiers.</param>
/// <param name="Overrides">Limits for overrides; null: the installation's limits.</param>
/// <param name="Rates">Exchange rates into <paramref name="Currency"/>, in document order.</param>
/// <param name="JudgesGroups">True: the members of a group of companies are assessed as one customer; false: each customer alone.</param>
public sealed record TierPolicy(
    string Ladder, LocalizedText Name, string TimeZone, string Currency,
    EquatableList<Metric> Metrics, EquatableList<Score> Scores, EquatableList<Tier> Tiers,
    Validity Validity, Movement Movement, Transition Transition, OverrideBounds? Overrides, EquatableList<ExchangeRate> Rates, bool JudgesGroups);

/// <summary>A step of the ladder.</summary>
/// <param name="Rank">The index in the list; 0 is the lowest.</param>
/// <param name="ServicePlan">Code of the service plan that comes with the tier, or null.</param>
/// <param name="Qualify">The criterion that gives the tier; null only for the first tier.</param>
/// <param name="Retain">The criterion that keeps the tier; null: <paramref name="Qualify"/>.</param>
/// <param name="Validity">Null: the policy's validity.</param>
/// <param name="Grace">Null: the grace period of the movement.</param>
/// <param name="Lock">True: the tier is not lost when its criterion fails.</param>
public sealed record Tier(
    int Rank, string Code, LocalizedText Name, string? ServicePlan, Criterion? Qualify, Criterion? Retain, Validity? Validity, Period? Grace,
    bool Lock);

/// <summary>How long a tier is guaranteed. S is the first day of the validity.</summary>
public abstract record Validity
{
    private Validity() { }

    /// <summary>From S to S + <paramref name="Length"/> − 1 day; at least two days.</summary>
    /// <param name="ExtendedByReviews">True: the validity restarts at every review at which the computed tier equals the held tier.</param>
    public sealed record Rolling(Period Length, bool ExtendedByReviews) : Validity;

    /// <summary>Until the end of the unit that is <paramref name="Offset"/> units after the one containing S.</summary>
    public sealed record Calendar(CalendarUnit Unit, int Offset) : Validity;

    /// <summary>Until the first of these dates after S; 29 February is 28 February in other years.</summary>
    public sealed record Dates(EquatableList<MonthDay> Days) : Validity;

    /// <summary>Until the first day after S that precedes an anniversary of joining.</summary>
    public sealed record Anniversary : Validity;

    /// <summary>No validity: assessed at every review.</summary>
    public sealed record None : Validity;
}

/// <summary>A day of the year.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to the length of the month; 29 February is allowed.</param>
public readonly record struct MonthDay(int Month, int Day)
{
    /// <summary>The date in <paramref name="year"/>. 29 February becomes 28 February in other years.</summary>
    public DateOnly In(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));
}

/// <summary>How customers move between tiers.</summary>
/// <param name="UpgradesAtOnce">True: on the day of a fact; false: only at reviews, expiries and grace ends.</param>
/// <param name="Grace">The time between a failed expiry and the downgrade, or null.</param>
/// <param name="Warn">How long before the end of validity to assess and warn, longest first.</param>
/// <param name="Review">When all customers are reviewed, or null.</param>
/// <param name="OnReturn">How a return or cancellation rechecks the held tier; null: not at all.</param>
/// <param name="Landing">The validity after a soft landing, which ends above the computed tier; null: the validity of the tier reached.</param>
public sealed record Movement(
    bool UpgradesAtOnce, Downgrade Downgrade, Period? Grace, EquatableList<Period> Warn, ReviewSchedule? Review, Recheck? OnReturn,
    Validity? Landing = null)
{
    /// <summary>Whether a return or cancellation rechecks the held tier.</summary>
    public bool RechecksReturns => OnReturn is not null;
}

/// <summary>How returns and cancellations are rechecked.</summary>
/// <param name="Within">Maximum time between a purchase and its return or cancellation for a recheck; null: no limit.</param>
/// <param name="After">The recheck is made at the end of the day that is this long after the return; null: on the day of the return.</param>
public sealed record Recheck(Period? Within, Period? After)
{
    /// <summary>The day at whose end a return or cancellation made on <paramref name="reversal"/> is rechecked.</summary>
    internal DateOnly DayOf(DateOnly reversal) => After is { } after ? Days.After(after, reversal) : reversal;

    /// <summary>Whether a return or cancellation comes too late after its purchase to be rechecked.</summary>
    internal bool IsTooLate(DateOnly purchase, DateOnly reversal) => Within is { } within && reversal > Days.After(within, purchase);
}

/// <summary>How far a customer falls when the criterion fails at expiry.</summary>
public enum Downgrade
{
    /// <summary>To the computed tier.</summary>
    Full,

    /// <summary>One step, a soft landing.</summary>
    One,

    /// <summary>Not at all.</summary>
    Never,
}

/// <summary>When all customers are reviewed.</summary>
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

/// <summary>How a new version treats held tiers.</summary>
public abstract record Transition
{
    private Transition() { }

    /// <summary>Held tiers are kept until they expire and then assessed by the new version; without validity, until the next review.</summary>
    public sealed record UntilExpiry : Transition;

    /// <summary>Held tiers are assessed on the day the version comes into force.</summary>
    public sealed record AtOnce : Transition;

    /// <summary>The first review lowers a held tier by at most <paramref name="Steps"/> steps.</summary>
    public sealed record Capped(int Steps) : Transition;
}

/// <summary>Limits for overrides.</summary>
/// <param name="Longest">The longest period, first and last day included.</param>
/// <param name="Approvals">The number of approvers required besides the requester.</param>
/// <param name="Reasons">Permitted reason codes.</param>
public sealed record OverrideBounds(Period Longest, int Approvals, EquatableList<string> Reasons)
{
    /// <summary>The latest last day, included, of an override from <paramref name="from"/> on: with P6M, 10 March gives 9 September.</summary>
    public DateOnly LatestLastDay(DateOnly from) => Days.After(Longest, from).AddDays(-1);
}
