using System.Security.Cryptography;
using CustomerTiering.Persons;
using CustomerTiering.Tiering;
using FluentValidation;

namespace CustomerTiering.Appeals;

/// <summary>Contests a decision about a customer's tier, by or for the customer.</summary>
/// <param name="Grounds">The grounds in the customer's words, stored as personal data.</param>
/// <param name="Channel">call, mail, visit or web.</param>
public sealed record FileAppeal(Guid? Decision, string? Grounds, string? Channel)
{
    public sealed class Validator : AbstractValidator<FileAppeal>
    {
        public Validator()
        {
            RuleFor(command => command.Decision).NotNull();
            RuleFor(command => command.Grounds).NotEmpty().MaximumLength(4000);
            RuleFor(command => command.Channel).NotEmpty().MaximumLength(50);
        }
    }

    public static Result<Change<AppealAnswer>> Handle(FileAppeal command, Guid id, TierDecided decided, AppealSettings settings, DateTimeOffset now)
    {
        var deadline = settings.Term.After(DateOnly.FromDateTime(now.UtcDateTime));
        return new Change<AppealAnswer>(
            [new AppealFiled(decided.Customer, decided.Ladder, command.Decision!.Value, command.Channel!, Personal.Of(command.Grounds)!, deadline)],
            new(id, AppealStatus.Filed, deadline));
    }

    internal static void Map(RouteGroupBuilder customers) => customers
        .MapPost("/{customer:guid}/appeals", async Task<Results<Made<AppealAnswer>, ProblemHttpResult>> (
            Guid customer, FileAppeal command, Caller caller, CommandKey key, Aggregates aggregates, People people, LogReader reader,
            AppealSettings settings,
            RandomNumberGenerator random, CancellationToken cancel) =>
        {
            if ((await people.ByCustomerAsync(caller.Tenant, [customer], cancel)).GetValueOrDefault(customer) is not { } person)
                return Problem.NotFound("customer").ToResult();
            if (person.Key is not { } personKey) return AppealSteps.Erased.ToResult();
            if (await reader.FindAsync(caller.Tenant, command.Decision!.Value, cancel) is not { } recorded || recorded.Subject != customer
                || EventSerializer.Read(recorded) is not TierDecided decided) return Problem.NotFound("decision about this customer").ToResult();
            var id = random.NewId();
            var result = await aggregates.ChangeAsync<AppealState, AppealAnswer>(
                new(caller, AppealState.Stream(id), key, Subject: customer, PersonKey: personKey), AppealState.Apply,
                (_, now) => Handle(command, id, decided, settings, now), cancel);
            return result.TryGet(out var done, out var problem)
                ? new Made<AppealAnswer>($"/api/v1/appeals/{done.Answer.Id:D}", done.Answer, done.Position, done.Version)
                : problem.ToResult();
        })
        .WithSummary("Contest a decision about a customer's tier").RequireRoles(Roles.Agent, Roles.PrivacyOfficer);
}
