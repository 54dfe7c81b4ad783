using FluentValidation;

namespace CustomerTiering.Policies;

/// <summary>Puts an approved version in force from a given day.</summary>
/// <param name="From">The first day, included, in the standard's zone. Only the first version ever in force may begin in the past.</param>
public sealed record PutStandardInForce(DateOnly? From)
{
    public sealed class Validator : AbstractValidator<PutStandardInForce>
    {
        public Validator() => RuleFor(command => command.From).NotNull();
    }

    /// <param name="today">Today in the standard's zone.</param>
    /// <param name="overdue">The number of customers who hold a tier whose last day has passed; null if not counted.</param>
    public static Result<Change<StandardAnswer>> Handle(
        PutStandardInForce command, string name, StandardVersion version, StandardState state, DateOnly today, int? overdue = null)
    {
        var from = command.From!.Value;
        if (version.Status == StandardStatus.InForce)
            return Problem.Broken("in-force-already", $"Version {version.Number} is in force from {version.From:yyyy-MM-dd}.");
        if (version.StatusOn(today) == StandardStatus.Lapsed)
            return Problem.Broken("approval-lapsed", $"The approval of version {version.Number} has lapsed; it must be approved again.");
        if (version.Status != StandardStatus.Approved) return Problem.Broken("not-approved", $"Version {version.Number} is not approved.");
        if (from < today && state.Versions.Any(other => other.From is not null))
            return Problem.Broken(
                "begins-in-the-past", $"Another version is already in force: a later one must begin today ({today:yyyy-MM-dd}) or later.");
        if (state.Versions.Any(other => other.From >= from))
            return Problem.Broken("begins-before-another", "Another version begins on that day or later.");
        if (state.Retired is { } retired && retired.From <= from)
            return Problem.Broken("standard-retired", $"'{name}' is retired from {retired.From:yyyy-MM-dd} on.");
        return new Change<StandardAnswer>(
            [new StandardPutInForce(version.Number, from)],
            new(name, version.Number, from > today ? StandardStatus.Scheduled : StandardStatus.InForce, version.Digest, from,
                Overdue: from < today || overdue > 0 ? overdue : null));
    }

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPost("/{name}/versions/{version:int}/force", async (
            string name, int version, PutStandardInForce command, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates,
            OverdueTiers tiers, CancellationToken cancel) =>
        {
            var overdue = await tiers.CountAsync(caller.Tenant, kind, name, version, cancel);
            return await StandardStep.TakeAsync(
                aggregates, kind, name, version, caller, key, expected,
                (approved, state, now) => Handle(command, name, approved, state, approved.TodayAt(now), overdue), cancel);
        })
        .WithSummary($"Put an approved {kind.Noun} in force").RequireRoles(Roles.Operator, Roles.Approver);
}
