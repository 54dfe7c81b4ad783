namespace CustomerTiering.Policies;

/// <summary>The days to assess, both included.</summary>
/// <param name="Last">The last day; equal to the first for a single day.</param>
/// <param name="Field">The input field that contained the last day.</param>
public sealed record AssessedDays(DateOnly First, DateOnly Last, string Field)
{
    /// <summary>A single day, or a range.</summary>
    public static AssessedDays Of(DateOnly? asOf, DateOnly? from, DateOnly? to) =>
        asOf is { } day ? new(day, day, "$.asOf") : new(from!.Value, to!.Value, "$.to");
}

/// <summary>
/// Decides which days can be assessed. Days that are still in the future in the zone of an applicable standard are refused, because a customer
/// assessed as of such a day would not change until then. At least one standard must be in force on the days.
/// </summary>
public static class AssessableDays
{
    public const string InTheFuture = "as-of-in-the-future";

    /// <summary>The reason for refusing these days, or null.</summary>
    /// <param name="versions">For each requested standard, all versions that decide on some day, by first day.</param>
    /// <param name="now">Determines today in each zone.</param>
    public static Problem? Refusal<TCompiled>(
        StandardKind kind, IReadOnlyCollection<StandardInForce<TCompiled>> versions, Func<TCompiled, ZoneRules> zone, AssessedDays days,
        DateTimeOffset now)
    {
        foreach (var standard in versions.GroupBy(version => version.Reference.Id))
        {
            var judging = standard.LastOrDefault(version => version.DecidesOn(days.Last)) ?? standard.Last();
            var its = zone(judging.Compiled);
            if (its.DayOf(Instant.Of(now)) is var today && days.Last > today) return ToCome(days, today, its, standard.Key);
        }
        return versions.Any(version => version.From <= days.Last && (version.Until ?? DateOnly.MaxValue) >= days.First)
            ? null : NothingInForce(kind, versions, days);
    }

    private static Problem ToCome(AssessedDays days, DateOnly today, ZoneRules zone, string standard)
    {
        var why = $"{days.Last:yyyy-MM-dd} is in the future: in {zone.Id}, the time zone of {standard}, today is {today:yyyy-MM-dd}. "
            + "Use a trial for a future day: POST /api/v1/trials/customer, or policy try with --customer and --as-of.";
        return Problem.Broken(InTheFuture, why) with { Errors = [new(days.Field, InTheFuture, why)] };
    }

    private static Problem NothingInForce<TCompiled>(StandardKind kind, IReadOnlyCollection<StandardInForce<TCompiled>> versions, AssessedDays days)
    {
        var when = days.First == days.Last ? $"on {days.Last:yyyy-MM-dd}" : $"on any day from {days.First:yyyy-MM-dd} to {days.Last:yyyy-MM-dd}";
        var known = versions.GroupBy(version => version.Reference.Id).Take(20)
            .Select(standard =>
                $"{standard.Key} from {standard.First().From:yyyy-MM-dd}{(standard.Last().Until is { } until ? $" to {until:yyyy-MM-dd}" : "")}")
                    .ToList();
        return Problem.Broken(
            $"no-{kind.Word}-in-force", $"No {kind.Noun} is in force {when}; in force: {(known.Count == 0 ? "none" : string.Join(", ", known))}.");
    }
}
