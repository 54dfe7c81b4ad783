using CustomerTiering.Persons;
using FluentValidation;

namespace CustomerTiering.Customers;

/// <summary>Two customers found to be one.</summary>
/// <param name="Survivor">The customer for whom all facts of both count.</param>
/// <param name="Overrides">
/// For a merge: the fate of the duplicate's overrides, requested or granted: <c>ended</c>, with the duplicate's tiers.
/// </param>
/// <param name="Appeals">For a merge: the fate of the duplicate's open appeals: <c>closed</c>, with an event that names the survivor.</param>
public sealed record MergedCustomers(Guid Survivor, Guid Duplicate, string? Overrides = null, string? Appeals = null);

/// <summary>Merges a duplicate into a customer. From now on, all facts of both count for the survivor.</summary>
/// <param name="Reason">Stored as personal data.</param>
public sealed record MergeCustomer(Guid? Duplicate, string? Reason)
{
    public sealed class Validator : AbstractValidator<MergeCustomer>
    {
        public Validator()
        {
            RuleFor(command => command.Duplicate).NotEmpty();
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(1_000);
        }
    }

    public static Result<CustomerMerged> Handle(CustomerState? survivor, CustomerState? duplicate, MergedCustomers customers, string reason)
    {
        if (survivor is null || duplicate is null) return Problem.NotFound("customer");
        if (customers.Survivor == customers.Duplicate) return Problem.Broken("merge-with-itself", "A customer cannot be merged into itself.");
        if (duplicate.MergedInto is { } other) return Problem.Broken("already-merged", $"The duplicate is already merged into {other:D}.");
        if (survivor.MergedInto is { } further)
            return Problem.Broken("already-merged", $"The survivor is merged into {further:D}; merge into that customer.");
        return new CustomerMerged(customers.Survivor, customers.Duplicate, Personal.Of(reason));
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/{customer:guid}/merges", async Task<Results<Recorded<MergedCustomers>, ProblemHttpResult>> (
            Guid customer, MergeCustomer command, Caller caller, CommandKey key, Aggregates aggregates, People people, PersonMergeFollower ids,
            CancellationToken cancel) =>
        {
            var merged = new MergedCustomers(customer, command.Duplicate!.Value, Overrides: "ended", Appeals: "closed");
            var result = await aggregates.ChangeTogetherAsync<MergedCustomers>(caller, key, async () =>
                await new TwoCustomers(aggregates, people).DecideAsync(
                    caller, merged.Survivor, merged.Duplicate, (survivor, duplicate) => Handle(survivor, duplicate, merged, command.Reason!), merged,
                    cancel), cancel);
            if (!result.TryGet(out var done, out var problem)) return problem.ToResult();
            await ids.LeadAsync(caller.Tenant, merged.Duplicate, cancel);
            return new Recorded<MergedCustomers>(done.Answer, done.Position);
        })
        .WithSummary("Merge a duplicate into a customer").RequireRoles(Roles.Agent);
}
