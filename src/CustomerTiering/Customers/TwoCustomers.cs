using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>
/// Records an event about two customers in full in each one's stream. Of two concurrent changes to one customer, the later one fails.
/// </summary>
internal sealed class TwoCustomers(Aggregates aggregates, People people)
{
    internal async Task<Result<JointChange<TAnswer>>> DecideAsync<TEvent, TAnswer>(
        Caller caller, Guid one, Guid other, Func<CustomerState?, CustomerState?, Result<TEvent>> handle, TAnswer answer, CancellationToken cancel)
        where TEvent : class
    {
        var persons = await people.ByCustomerAsync(caller.Tenant, [one, other], cancel);
        if (!persons.TryGetValue(one, out var first) || !persons.TryGetValue(other, out var second)) return Problem.NotFound("customer");
        if (first.Key is null || second.Key is null) return CustomerChanges.Erased;
        var (ofFirst, ofSecond) = (await LoadAsync(one), await LoadAsync(other));
        if (!handle(ofFirst.State, ofSecond.State).TryGet(out var body, out var problem)) return problem;
        StreamChange Of(Person person, int version) => new(FactStreams.Customer(person.Customer), version, [body], person.Customer, person.Key);
        return new JointChange<TAnswer>([Of(first, ofFirst.Version), Of(second, ofSecond.Version)], answer);

        Task<Loaded<CustomerState>> LoadAsync(Guid customer) =>
            aggregates.LoadAsync<CustomerState>(caller.Tenant, FactStreams.Customer(customer), CustomerState.Apply, cancel);
    }
}
