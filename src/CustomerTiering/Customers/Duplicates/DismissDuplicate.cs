using CustomerTiering.Persons;
using FluentValidation;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>Two customers found to be different.</summary>
public sealed record DismissedDuplicate(Guid Customer, Guid Other);

/// <summary>
/// Records that two possible duplicates are different customers. They are no longer listed as possible duplicates, but can still be merged.
/// </summary>
/// <param name="Reason">Stored as personal data.</param>
public sealed record DismissDuplicate(Guid? Other, string? Reason)
{
    public sealed class Validator : AbstractValidator<DismissDuplicate>
    {
        public Validator()
        {
            RuleFor(command => command.Other).NotEmpty();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(1_000);
        }
    }

    public static Result<DuplicateDismissed> Handle(CustomerState? customer, CustomerState? other, DismissedDuplicate dismissed, string reason)
    {
        if (customer is null || other is null) return Problem.NotFound("customer");
        if (dismissed.Customer == dismissed.Other) return Problem.Broken("dismissal-of-itself", "The two customers are the same.");
        if ((customer.MergedInto ?? other.MergedInto) is { } survivor) return Merges.Refusal(survivor);
        return new DuplicateDismissed(dismissed.Customer, dismissed.Other, Personal.Of(reason));
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/{customer:guid}/dismissed-duplicates", async Task<Results<Recorded<DismissedDuplicate>, ProblemHttpResult>> (
            Guid customer, DismissDuplicate command, Caller caller, CommandKey key, Aggregates aggregates, People people, CancellationToken cancel) =>
        {
            var dismissed = new DismissedDuplicate(customer, command.Other!.Value);
            var result = await aggregates.ChangeTogetherAsync<DismissedDuplicate>(caller, key, async () =>
                await new TwoCustomers(aggregates, people).DecideAsync(
                    caller, dismissed.Customer, dismissed.Other, (one, other) => Handle(one, other, dismissed, command.Reason!), dismissed, cancel),
                    cancel);
            return result.TryGet(out var done, out var problem) ? new Recorded<DismissedDuplicate>(done.Answer, done.Position) : problem.ToResult();
        })
        .WithSummary("Dismiss a possible duplicate").RequireRoles(Roles.Agent);
}
