using CustomerTiering.Tiering;

namespace CustomerTiering.Trials;

/// <summary>What a trial came to; the same drafts, days and prices on the same log give the same, byte for byte in canonical form.</summary>
/// <param name="From">The day on which the drafts came into force.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Customers">How many customers were tried.</param>
/// <param name="Left">How many had left the ladder and were not.</param>
/// <param name="Drafts">Each draft beside what is in force.</param>
/// <param name="Segment">The segment in which they are on the last day; null for everybody.</param>
/// <param name="CarryHeld">Whether the tiers held before went on under the drafts.</param>
public sealed record TrialResult(
    string Ladder, DateOnly From, DateOnly To, int Customers, int Left, IReadOnlyList<DraftResult> Drafts, string? Segment = null, bool CarryHeld = false);

/// <summary>What one draft would have done.</summary>
/// <param name="Name">The ladder.</param>
/// <param name="Version">From 1; 0 for a document that is no version.</param>
/// <param name="Digest">SHA-256 of the text's canonical form, hex.</param>
/// <param name="Days">At the end of each month and on the last day, in order.</param>
/// <param name="StartToEnd">Under the draft: from the tier on the first day to the tier on the last.</param>
/// <param name="Decisions">Decisions that would have been recorded, by outcome.</param>
/// <param name="Movers">Whose tier would be another on the last day.</param>
/// <param name="Warnings">Who would have been warned.</param>
/// <param name="Plans">For how long each service plan serves, in force and under the draft.</param>
/// <param name="Costs">What that costs, a line a currency.</param>
/// <param name="Failures">Whose facts the draft can't count.</param>
/// <param name="Covered">Which days the two sides of the costs cover.</param>
public sealed record DraftResult(
    string Name, int Version, string Digest, IReadOnlyList<DayTiers> Days, IReadOnlyList<TierMove> StartToEnd, IReadOnlyDictionary<string, int> Decisions,
    MoverList Movers, WarningList Warnings, IReadOnlyList<PlanUse> Plans, IReadOnlyList<PlanCosts> Costs, FailureList Failures, CoveredDays Covered);

/// <summary>The days for which the costs of each side are counted: those on which a customer has a tier by it. They are the same days where all three counts are equal.</summary>
/// <param name="InForceFrom">The first day on which anybody has a tier in force; null: nobody has one.</param>
/// <param name="DraftFrom">The first day on which anybody has one under the draft; null: nobody has one.</param>
/// <param name="InForce">Customer-days with a tier in force.</param>
/// <param name="Draft">Customer-days with one under the draft.</param>
/// <param name="Both">Customer-days with both.</param>
public sealed record CoveredDays(DateOnly? InForceFrom, DateOnly? DraftFrom, long InForce, long Draft, long Both)
{
    /// <summary>None.</summary>
    public static CoveredDays None { get; } = new(null, null, 0, 0, 0);

    /// <summary>Those of one customer, whose tiers begin on these days and serve to the last day of the trial.</summary>
    public static CoveredDays Of(DateOnly? inForce, DateOnly? draft, DateOnly to)
    {
        long From(DateOnly? first) => first is { } day && day <= to ? to.DayNumber - day.DayNumber + 1 : 0;
        return new(inForce, draft, From(inForce), From(draft), Math.Min(From(inForce), From(draft)));
    }

    /// <summary>Those of both.</summary>
    public static CoveredDays operator +(CoveredDays a, CoveredDays b) => new(
        Earlier(a.InForceFrom, b.InForceFrom), Earlier(a.DraftFrom, b.DraftFrom), a.InForce + b.InForce, a.Draft + b.Draft, a.Both + b.Both);

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}

/// <summary>How many customers have one tier here and one there.</summary>
/// <param name="From">The one; null for none.</param>
/// <param name="To">The other; null for none.</param>
/// <param name="Customers">How many.</param>
public sealed record TierMove(string? From, string? To, int Customers);

/// <summary>How many customers have a tier.</summary>
/// <param name="Tier">Its code; null for none.</param>
/// <param name="Customers">How many.</param>
public sealed record TriedTier(string? Tier, int Customers);

/// <summary>The tiers of everybody on one day.</summary>
/// <param name="Matrix">From the tier in force to the tier under the draft.</param>
public sealed record DayTiers(DateOnly Day, IReadOnlyList<TierMove> Matrix)
{
    /// <summary>By tier in force.</summary>
    public IReadOnlyList<TriedTier> InForce => Counts(Matrix.Select(move => (move.From, move.Customers)));

    /// <summary>By tier under the draft.</summary>
    public IReadOnlyList<TriedTier> Draft => Counts(Matrix.Select(move => (move.To, move.Customers)));

    private static IReadOnlyList<TriedTier> Counts(IEnumerable<(string? Tier, int Customers)> parts) =>
        [.. parts.GroupBy(part => part.Tier).Select(group => new TriedTier(group.Key, group.Sum(part => part.Customers))).OrderBy(count => count.Tier, StringComparer.Ordinal)];
}

/// <summary>Whose tier would be another.</summary>
/// <param name="Up">How many would stand higher, by the draft's ranks.</param>
/// <param name="Down">How many would stand lower.</param>
/// <param name="Other">How many have a tier that the draft does not.</param>
/// <param name="Listed">The first of them by customer id.</param>
public sealed record MoverList(int Up, int Down, int Other, IReadOnlyList<Mover> Listed);

/// <summary>A customer whose tier would be another, and why.</summary>
/// <param name="From">The tier in force.</param>
/// <param name="To">The tier under the draft.</param>
/// <param name="AsOf">The day of the last decision under the draft; without one its first day.</param>
/// <param name="Outcome">What it came to; <c>carried</c> without a decision.</param>
/// <param name="Computed">What facts and criteria said on that day.</param>
/// <param name="ValidUntil">Until when the tier is guaranteed.</param>
/// <param name="Because">The criteria that make the difference; empty where validity and movement do.</param>
/// <param name="Reason">Why in a sentence, dates and movement included.</param>
/// <param name="Uncounted">Amounts that did not count for want of a rate, by currency; null where all did.</param>
public sealed record Mover(
    Guid Customer, string From, string To, DateOnly AsOf, string Outcome, string Computed, DateOnly? ValidUntil, IReadOnlyList<MoverReason> Because, string Reason,
    IReadOnlyList<UncountedSum>? Uncounted = null);

/// <summary>A criterion that makes the difference.</summary>
/// <param name="Tier">Of which tier.</param>
/// <param name="Rule"><c>qualify</c> or <c>retain</c>.</param>
/// <param name="Subject">What is looked at: <c>metric spend_12m</c>.</param>
/// <param name="Required">What is asked of it: <c>at least 2000</c>.</param>
/// <param name="Actual">The value found.</param>
/// <param name="Verdict"><c>met</c>, <c>not</c> or <c>missing</c>.</param>
public sealed record MoverReason(string Tier, string Rule, string Subject, string? Required, string? Actual, string Verdict);

/// <summary>Who would have been warned.</summary>
/// <param name="Warnings">How many warnings.</param>
/// <param name="Customers">To how many customers.</param>
/// <param name="Listed">The first of them by customer id, then by day.</param>
public sealed record WarningList(int Warnings, int Customers, IReadOnlyList<TriedWarning> Listed);

/// <summary>A warning that would have been sent.</summary>
/// <param name="Customer">To whom.</param>
/// <param name="AsOf">On which day.</param>
/// <param name="Held">The tier held then.</param>
/// <param name="Computed">The tier as computed for the end of its validity.</param>
/// <param name="ValidUntil">The end of its validity.</param>
public sealed record TriedWarning(Guid Customer, DateOnly AsOf, string Held, string Computed, DateOnly ValidUntil);

/// <summary>For how long a plan serves customers.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Price">What it costs; null where nobody says.</param>
/// <param name="InForce">Customer-days by the tiers in force.</param>
/// <param name="Draft">Customer-days under the draft.</param>
public sealed record PlanUse(string Plan, PlanPrice? Price, PlanDays InForce, PlanDays Draft);

/// <summary>What the plans of one currency cost over the whole trial: summed exactly, rounded once to 2 decimals.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="InForce">By the tiers in force.</param>
/// <param name="Draft">Under the draft.</param>
public sealed record PlanCosts(string Currency, decimal InForce, decimal Draft);

/// <summary>Whose facts a draft can't count.</summary>
/// <param name="Customers">How many.</param>
/// <param name="Listed">The first of them by customer id, each with the reason.</param>
public sealed record FailureList(int Customers, IReadOnlyList<string> Listed);
