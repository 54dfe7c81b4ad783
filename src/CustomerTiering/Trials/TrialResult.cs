using CustomerTiering.Tiering;

namespace CustomerTiering.Trials;

/// <summary>The result of a trial. Equal drafts, days and prices on the same log give an equal result, byte for byte in canonical form.</summary>
/// <param name="From">The day on which the drafts came into force.</param>
/// <param name="To">The last day, inclusive.</param>
/// <param name="Customers">How many customers were tried.</param>
/// <param name="Left">How many customers were not tried because they had left the ladder.</param>
/// <param name="Drafts">Each draft compared with the tiers in force.</param>
/// <param name="Segment">The segment of the customers on the last day; null for all customers.</param>
/// <param name="CarryHeld">Whether tiers held before were carried into the drafts.</param>
public sealed record TrialResult(
    string Ladder, DateOnly From, DateOnly To, int Customers, int Left, IReadOnlyList<DraftResult> Drafts, string? Segment = null,
    bool CarryHeld = false);

/// <summary>The result of one draft.</summary>
/// <param name="Name">The ladder.</param>
/// <param name="Version">From 1; 0 for a document that is not a version.</param>
/// <param name="Digest">SHA-256 of the text's canonical form, hex.</param>
/// <param name="Days">The tiers at the end of each month and on the last day, in order.</param>
/// <param name="StartToEnd">Under the draft, from the tier on the first day to the tier on the last.</param>
/// <param name="Decisions">The number of decisions under the draft, by outcome.</param>
/// <param name="Movers">Customers whose tier on the last day differs.</param>
/// <param name="Plans">The customer-days of each service plan, in force and under the draft.</param>
/// <param name="Costs">The costs of the plans, by currency.</param>
/// <param name="Failures">Customers whose facts the draft cannot count.</param>
/// <param name="Covered">The days covered by the two sides of the costs.</param>
public sealed record DraftResult(
    string Name, int Version, string Digest, IReadOnlyList<DayTiers> Days, IReadOnlyList<TierMove> StartToEnd,
    IReadOnlyDictionary<string, int> Decisions,
    MoverList Movers, WarningList Warnings, IReadOnlyList<PlanUse> Plans, IReadOnlyList<PlanCosts> Costs, FailureList Failures, CoveredDays Covered);

/// <summary>
/// The days counted for the costs of each side: those on which a customer has a tier. Both sides cover the same days if all three counts are equal.
/// </summary>
/// <param name="InForceFrom">The first day on which any customer has a tier in force; null for none.</param>
/// <param name="DraftFrom">The first day on which any customer has a tier under the draft; null for none.</param>
/// <param name="InForce">Customer-days with a tier in force.</param>
/// <param name="Draft">Customer-days with a tier under the draft.</param>
/// <param name="Both">Customer-days with both.</param>
public sealed record CoveredDays(DateOnly? InForceFrom, DateOnly? DraftFrom, long InForce, long Draft, long Both)
{
    public static CoveredDays None { get; } = new(null, null, 0, 0, 0);

    /// <summary>The days of one customer, whose tiers begin on these days and last to the end of the trial.</summary>
    public static CoveredDays Of(DateOnly? inForce, DateOnly? draft, DateOnly to)
    {
        long From(DateOnly? first) => first is { } day && day <= to ? to.DayNumber - day.DayNumber + 1 : 0;
        return new(inForce, draft, From(inForce), From(draft), Math.Min(From(inForce), From(draft)));
    }

    public static CoveredDays operator +(CoveredDays a, CoveredDays b) => new(
        Earlier(a.InForceFrom, b.InForceFrom), Earlier(a.DraftFrom, b.DraftFrom), a.InForce + b.InForce, a.Draft + b.Draft, a.Both + b.Both);

    private static DateOnly? Earlier(DateOnly? one, DateOnly? other) => one is null || other < one ? other ?? one : one;
}

/// <summary>How many customers have a tier on one side and a tier on the other.</summary>
/// <param name="From">The tier on the first side; null for none.</param>
/// <param name="To">The tier on the second side; null for none.</param>
public sealed record TierMove(string? From, string? To, int Customers);

/// <param name="Tier">The tier's code; null for none.</param>
public sealed record TriedTier(string? Tier, int Customers);

/// <summary>The tiers of all customers on one day.</summary>
/// <param name="Matrix">From the tier in force to the tier under the draft.</param>
public sealed record DayTiers(DateOnly Day, IReadOnlyList<TierMove> Matrix)
{
    /// <summary>Counts by tier in force.</summary>
    public IReadOnlyList<TriedTier> InForce => Counts(Matrix.Select(move => (move.From, move.Customers)));

    /// <summary>Counts by tier under the draft.</summary>
    public IReadOnlyList<TriedTier> Draft => Counts(Matrix.Select(move => (move.To, move.Customers)));

    private static IReadOnlyList<TriedTier> Counts(IEnumerable<(string? Tier, int Customers)> parts) =>
        [.. parts.GroupBy(part => part.Tier).Select(group => new TriedTier(group.Key, group.Sum(part => part.Customers)))
            .OrderBy(count => count.Tier, StringComparer.Ordinal)];
}

/// <summary>Customers whose tier differs.</summary>
/// <param name="Up">How many customers have a higher tier, by the draft's ranks.</param>
/// <param name="Down">How many customers have a lower tier.</param>
/// <param name="Other">How many customers have a tier that the draft does not have.</param>
/// <param name="Listed">The first customers by id.</param>
public sealed record MoverList(int Up, int Down, int Other, IReadOnlyList<Mover> Listed);

/// <summary>A customer whose tier differs, with the reason.</summary>
/// <param name="From">The tier in force.</param>
/// <param name="To">The tier under the draft.</param>
/// <param name="AsOf">The as-of date of the last decision under the draft; without one, the draft's first day.</param>
/// <param name="Outcome">The outcome of that decision; <c>carried</c> without one.</param>
/// <param name="Computed">The tier by facts and criteria on that day.</param>
/// <param name="ValidUntil">The last day of the tier's validity, inclusive.</param>
/// <param name="Because">The criteria that make the difference; empty if validity or movement rules do.</param>
/// <param name="Reason">The reason in one sentence, with dates and movement rules.</param>
/// <param name="Uncounted">Amounts that do not count because they have no rate, by currency; null if all amounts count.</param>
public sealed record Mover(
    Guid Customer, string From, string To, DateOnly AsOf, string Outcome, string Computed, DateOnly? ValidUntil, IReadOnlyList<MoverReason> Because,
    string Reason,
    IReadOnlyList<UncountedSum>? Uncounted = null);

/// <param name="Rule"><c>qualify</c> or <c>retain</c>.</param>
/// <param name="Subject">The subject of the criterion: <c>metric spend_12m</c>.</param>
/// <param name="Required">The required comparison: <c>at least 2000</c>.</param>
/// <param name="Verdict"><c>met</c>, <c>not</c> or <c>missing</c>.</param>
public sealed record MoverReason(string Tier, string Rule, string Subject, string? Required, string? Actual, string Verdict);

/// <summary>Warnings under the draft.</summary>
/// <param name="Customers">The number of warned customers.</param>
/// <param name="Listed">The first warnings by customer id, then by day.</param>
public sealed record WarningList(int Warnings, int Customers, IReadOnlyList<TriedWarning> Listed);

/// <summary>A warning under the draft.</summary>
/// <param name="AsOf">The day of the warning.</param>
/// <param name="Computed">The tier computed for the end of the validity.</param>
/// <param name="ValidUntil">The last day of the validity.</param>
public sealed record TriedWarning(Guid Customer, DateOnly AsOf, string Held, string Computed, DateOnly ValidUntil);

/// <summary>The customer-days of a service plan.</summary>
/// <param name="Price">The plan's price; null if unknown.</param>
/// <param name="InForce">Customer-days by the tiers in force.</param>
/// <param name="Draft">Customer-days under the draft.</param>
public sealed record PlanUse(string Plan, PlanPrice? Price, PlanDays InForce, PlanDays Draft);

/// <summary>The costs of the plans in one currency over the whole trial: summed exactly, rounded once to 2 decimals.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="InForce">The costs by the tiers in force.</param>
/// <param name="Draft">The costs under the draft.</param>
public sealed record PlanCosts(string Currency, decimal InForce, decimal Draft);

/// <summary>Customers whose facts a draft cannot count.</summary>
/// <param name="Listed">The first customers by id, each with the reason.</param>
public sealed record FailureList(int Customers, IReadOnlyList<string> Listed);
