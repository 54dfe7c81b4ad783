using FluentValidation;

namespace CustomerTiering.Policies;

/// <summary>The answer to a retirement.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
/// <param name="From">First day on which the standard no longer decides, in its zone.</param>
public sealed record RetirementAnswer(string Name, DateOnly From);

/// <summary>Ends a standard with all its versions. Earlier decisions are unchanged and stay readable.</summary>
/// <param name="From">The first day without it, in the zone of the version in force: today or later.</param>
public sealed record RetireStandard(DateOnly? From, string? Reason)
{
    public sealed class Validator : AbstractValidator<RetireStandard>
    {
        public Validator()
        {
            RuleFor(command => command.From).NotNull();
            RuleFor(command => command.Reason).MaximumLength(2000);
        }
    }

    /// <param name="state">All versions; null if there is no such standard.</param>
    /// <param name="today">Today in the standard's zone.</param>
    public static Result<Change<RetirementAnswer>> Handle(
        RetireStandard command, string name, StandardKind kind, StandardState? state, DateOnly today)
    {
        var from = command.From!.Value;
        if (state is null) return Problem.NotFound(kind.Noun);
        if (state.Retired is { } retired)
            return Problem.Broken("standard-retired", $"'{name}' is already retired from {retired.From:yyyy-MM-dd} on.");
        if (state.Versions.All(version => version.From is null))
            return Problem.Broken("not-in-force", $"No version of '{name}' was ever put in force.");
        if (from < today) return Problem.Broken("ends-in-the-past", $"A standard must be retired from today ({today:yyyy-MM-dd}) or a later day.");
        if (state.InForceOn(today)?.From >= from)
            return Problem.Broken("ends-before-it-began", "The version in force must be in force for at least one day.");
        return new Change<RetirementAnswer>([new StandardRetired(from, command.Reason)], new(name, from));
    }

    /// <summary>Today in the zone of the version that began last; in UTC if none did.</summary>
    internal static DateOnly TodayFor(StandardState? state, DateTimeOffset now) =>
        state?.Versions.Where(version => version.From is not null).MaxBy(version => version.From)?.TodayAt(now)
            ?? DateOnly.FromDateTime(now.UtcDateTime);

    internal static void Map(RouteGroupBuilder group, StandardKind kind) => group
        .MapPost("/{name}/retirement", async Task<Results<Recorded<RetirementAnswer>, ProblemHttpResult>> (
            string name, RetireStandard command, Caller caller, CommandKey key, ExpectedVersion expected, Aggregates aggregates,
            CancellationToken cancel) =>
        {
            var result = await aggregates.ChangeAsync<StandardState, RetirementAnswer>(
                new(caller, kind.Stream(name), key, expected), StandardState.Apply,
                (state, now) => Handle(command, name, kind, state, TodayFor(state, now)), cancel);
            return result.TryGet(out var done, out var problem)
                ? new Recorded<RetirementAnswer>(done.Answer, done.Position, done.Version) : problem.ToResult();
        })
        .WithSummary($"Retire a {kind.Noun}").RequireRoles(Roles.Operator, Roles.Approver);
}
