using CustomerTiering.Persons;
using FluentValidation;

namespace CustomerTiering.Customers;

/// <summary>
/// Reverses a merge. Each fact counts again for the customer for whom it was recorded, and each external id leads to its own customer. Facts recorded
/// under the duplicate's external id during the merge were recorded for the survivor and stay there.
/// </summary>
/// <param name="Duplicate">The customer who was merged by mistake.</param>
/// <param name="Reason">Stored as personal data.</param>
public sealed record SeparateCustomers(Guid? Duplicate, string? Reason)
{
    public sealed class Validator : AbstractValidator<SeparateCustomers>
    {
        public Validator()
        {
            RuleFor(command => command.Duplicate).NotEmpty();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(1_000);
        }
    }

    public static Result<CustomersSeparated> Handle(CustomerState? survivor, CustomerState? duplicate, MergedCustomers customers, string reason)
    {
        if (survivor is null || duplicate is null) return Problem.NotFound("customer");
        return duplicate.MergedInto == customers.Survivor
            ? new CustomersSeparated(customers.Survivor, customers.Duplicate, Personal.Of(reason))
            : Problem.Broken("not-merged", $"The duplicate is not merged into {customers.Survivor:D}; only an existing merge can be undone.");
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/{customer:guid}/separations", async Task<Results<Recorded<MergedCustomers>, ProblemHttpResult>> (
            Guid customer, SeparateCustomers command, Caller caller, CommandKey key, Aggregates aggregates, People people, PersonMergeFollower ids,
            CancellationToken cancel) =>
        {
            var separated = new MergedCustomers(customer, command.Duplicate!.Value);
            var result = await aggregates.ChangeTogetherAsync<MergedCustomers>(caller, key, async () =>
                await new TwoCustomers(aggregates, people).DecideAsync(
                    caller, separated.Survivor, separated.Duplicate, (survivor, duplicate) => Handle(survivor, duplicate, separated, command.Reason!),
                    separated, cancel),
                cancel);
            if (!result.TryGet(out var done, out var problem)) return problem.ToResult();
            await ids.LeadAsync(caller.Tenant, separated.Duplicate, cancel);
            return new Recorded<MergedCustomers>(done.Answer, done.Position);
        })
        .WithSummary("Undo a merge").RequireRoles(Roles.Agent);
}
