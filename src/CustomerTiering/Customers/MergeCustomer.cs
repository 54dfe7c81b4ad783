using CustomerTiering.Access;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using CustomerTiering.Persons;
using FluentValidation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Customers;

/// <summary>What was merged.</summary>
/// <param name="Survivor">The customer for whom everything counts.</param>
/// <param name="Duplicate">The one who is no more.</param>
public sealed record MergedCustomers(Guid Survivor, Guid Duplicate);

/// <summary>Merges a duplicate into a customer: from now on the two are one, and what is known of both counts for the survivor.</summary>
/// <param name="Duplicate">The customer who is found to be the same.</param>
/// <param name="Reason">Why; kept as personal.</param>
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

    public static Result<CustomerMerged> Handle(CustomerState? survivor, CustomerState? duplicate, Guid into, Guid from, string reason)
    {
        if (survivor is null || duplicate is null) return Problem.NotFound("customer");
        if (into == from) return Problem.Broken("merge-with-itself", "A customer can't be merged into itself.");
        if (duplicate.MergedInto is { } other) return Problem.Broken("already-merged", $"The duplicate was merged into {other:D}.");
        if (survivor.MergedInto is { } further) return Problem.Broken("already-merged", $"The survivor was merged into {further:D}; merge into that one.");
        return new CustomerMerged(into, from, Personal.Of(reason));
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/{survivor:guid}/merges", async Task<Results<Recorded<MergedCustomers>, ProblemHttpResult>> (
            Guid survivor, MergeCustomer command, Caller caller, CommandKey key, Aggregates aggregates, People people, EventSerializer serializer,
            System.Security.Cryptography.RandomNumberGenerator random, TimeProvider time, CancellationToken cancel) =>
        {
            var duplicate = command.Duplicate!.Value;
            var persons = await people.ByCustomerAsync(caller.Tenant, [survivor, duplicate], cancel);
            if (!persons.TryGetValue(survivor, out var kept) || !persons.TryGetValue(duplicate, out var merged)) return Problem.NotFound("customer").ToResult();
            if (kept.Key is null || merged.Key is null) return CustomerChanges.Erased.ToResult();
            var (into, from) = (FactStreams.Customer(survivor), FactStreams.Customer(duplicate));
            var before = (
                Into: await aggregates.LoadAsync<CustomerState>(caller.Tenant, into, CustomerState.Apply, cancel),
                From: await aggregates.LoadAsync<CustomerState>(caller.Tenant, from, CustomerState.Apply, cancel));
            StreamAppend Recorded(EventLog.StreamId stream, int version, CustomerMerged body, Person person) => new(
                stream, version, [serializer.Write(caller.Tenant, stream, body, new(random.NewId(), time.GetUtcNow(), person.Customer, person.Key))]);
            IReadOnlyList<StreamAppend> Both(CustomerMerged body) => [Recorded(into, before.Into.Version, body, kept), Recorded(from, before.From.Version, body, merged)];
            var decided = Handle(before.Into.State, before.From.State, survivor, duplicate, command.Reason!);
            var result = await aggregates.AppendTogetherAsync(
                caller, key, decided.TryGet(out var body, out var broken) ? Both(body) : [], broken, new MergedCustomers(survivor, duplicate), cancel);
            if (!result.TryGet(out var done, out var problem)) return problem.ToResult();
            await people.MergeAsync(caller.Tenant, duplicate, survivor, cancel);
            return new Recorded<MergedCustomers>(done.Answer, done.Position);
        })
        .WithSummary("Merge a duplicate into a customer").RequireRoles(Roles.Agent);
}
