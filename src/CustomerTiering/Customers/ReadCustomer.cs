using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

public static class ReadCustomer
{
    private static readonly CustomersProjection Projection = new();

    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/{customer:guid}", async Task<Results<Read<CustomerDetails>, ProblemHttpResult>> (
            Guid customer, Caller caller, ReadModels readModels, People people, TimeProvider time, CancellationToken cancel) =>
        {
            var answer = await readModels.ViewsAsync(caller.Tenant, Projection, [customer.ToString("D")], cancel);
            if (answer.Value.Values.SingleOrDefault() is not { } state) return Problem.NotFound("customer").ToResult();
            var person = (await people.ByCustomerAsync(caller.Tenant, [customer], cancel)).GetValueOrDefault(customer);
            return new Read<CustomerDetails>(
                CustomerDetails.Of(caller, customer, state.HoldingAt(Instant.Of(time.GetUtcNow())), person?.Key), answer.Position, state.Version);
        })
        .WithSummary("Get a customer").RequireRoles(Roles.ReadsCustomers).AnswersFrom(CustomersProjection.ProjectionName);
}
