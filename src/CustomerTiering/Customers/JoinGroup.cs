using CustomerTiering.Rules.Facts;
using FluentValidation;

namespace CustomerTiering.Customers;

/// <summary>Moves a customer into a group of companies, and out of its present group.</summary>
public sealed record JoinGroup(string? Group)
{
    public sealed class Validator : AbstractValidator<JoinGroup>
    {
        public Validator() => RuleFor(command => command.Group).NotEmpty();
    }

    public static Result<Change<CustomerChanged>> Handle(KnownCustomer customer, string group)
    {
        var profile = customer.State.Profile;
        // One event, not two: both would hold from the same instant, with no order between them.
        IReadOnlyList<object> events = profile.Group == group ? [] : [new GroupJoined(profile with { Group = group }, group)];
        return new Change<CustomerChanged>(events, new(customer.Id));
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPut("/{customer:guid}/group", async (
            Guid customer, JoinGroup command, Caller caller, ExpectedVersion expected, CustomerChanges changes, TimeProvider time,
            CancellationToken cancel) =>
            await changes.ChangeAsync(caller, customer, expected, known =>
                CustomerInput.Read(null, time.GetUtcNow(), group: command.Group).TryGet(out var said, out var wrong)
                    ? Handle(known, ((CustomerDescription)said.Fact!).Group!) : wrong, cancel))
        .WithSummary("Add a customer to a group").RequireRoles(Roles.Agent);
}
