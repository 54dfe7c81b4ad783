namespace CustomerTiering.Customers;

/// <summary>Removes a customer from its group of companies.</summary>
public static class LeaveGroup
{
    public static Result<Change<CustomerChanged>> Handle(KnownCustomer customer) => customer.State.Profile is { Group: { } group } profile
        ? new Change<CustomerChanged>([new GroupLeft(profile with { Group = null }, group)], new(customer.Id))
        : Problem.Broken("in-no-group", "The customer belongs to no group.");

    internal static void Map(RouteGroupBuilder group) => group
        .MapDelete("/{customer:guid}/group", async (
            Guid customer, Caller caller, ExpectedVersion expected, CustomerChanges changes, CancellationToken cancel) =>
            await changes.ChangeAsync(caller, customer, expected, Handle, cancel))
        .WithSummary("Remove a customer from its group").RequireRoles(Roles.Agent);
}
