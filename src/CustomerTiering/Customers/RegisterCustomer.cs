using System.Text.Json;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using FluentValidation;

namespace CustomerTiering.Customers;

/// <summary>Registers a customer with everything known about them.</summary>
/// <param name="ExternalId">The company's id of the customer; stored as personal data.</param>
/// <param name="Type"><c>person</c> or <c>company</c>.</param>
/// <param name="Name">Stored as personal data.</param>
/// <param name="Attributes">Declared attributes: texts, numbers and booleans.</param>
/// <param name="Since">Start of the customer relationship; default now, never in the future.</param>
public sealed record RegisterCustomer(
    string? ExternalId, string? Type, string? Name, IReadOnlyDictionary<string, JsonElement>? Attributes, IReadOnlyList<string>? Segments,
    string? Group,
    DateTimeOffset? Since)
{
    public sealed class Validator : AbstractValidator<RegisterCustomer>
    {
        public Validator()
        {
            RuleFor(command => command.ExternalId).NotEmpty();
            RuleFor(command => command.Type).NotEmpty();
        }
    }

    /// <param name="state">The existing customer, if any.</param>
    /// <param name="customer">The customer id assigned to the external id.</param>
    /// <param name="said">The parsed command.</param>
    public static Result<Change<CustomerChanged>> Handle(
        CustomerState? state, Guid customer, SourceFact said, AttributeCatalogue catalogue, DateTimeOffset now)
    {
        if (state is not null) return Problem.Conflict("already-registered", $"A customer with this external id already exists: {customer:D}.");
        if (said.At.ToDateTimeOffset() > now) return Problem.Invalid("$.since", "in-the-future", "since must not be in the future.");
        if (catalogue.Judge(said.Fact) is { Count: > 0 } errors) return Problem.Invalid(errors);
        var described = (CustomerDescribed)LoggedKinds.Of(FactKind.Customer)
            .Body(new(said, customer, null, null, catalogue.Personal)) with
        { SourceId = null };
        return new Change<CustomerChanged>(
            [new CustomerRegistered(Personal.Of(said.Customer)!), described], new(customer), said.At.ToDateTimeOffset());
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/", async Task<Results<Made<CustomerChanged>, ProblemHttpResult>> (
            RegisterCustomer command, Caller caller, CommandKey key, Aggregates aggregates, People people, Attributes attributes, TimeProvider time,
            CancellationToken cancel) =>
        {
            var read = CustomerInput.Read(
                command.ExternalId, command.Since ?? time.GetUtcNow(), command.Name, command.Type, command.Attributes, command.Segments,
                command.Group);
            if (!read.TryGet(out var said, out var wrong)) return wrong.ToResult();
            var person = (await people.EnsureAsync(caller.Tenant, [said.Customer], cancel))[said.Customer];
            if (person.Key is null) return CustomerChanges.Erased.ToResult();
            var catalogue = await attributes.CurrentAsync(caller.Tenant, cancel);
            var result = await aggregates.ChangeAsync<CustomerState, CustomerChanged>(
                new(caller, FactStreams.Customer(person.Customer), key, null, person.Customer, person.Key), CustomerState.Apply,
                (state, now) => Handle(state, person.Customer, said, catalogue, now), cancel);
            return result.TryGet(out var done, out var problem)
                ? new Made<CustomerChanged>($"/api/v1/customers/{done.Answer.Id:D}", done.Answer, done.Position, done.Version)
                : problem.ToResult();
        })
        .WithSummary("Register a customer").RequireRoles(Roles.Agent);
}
