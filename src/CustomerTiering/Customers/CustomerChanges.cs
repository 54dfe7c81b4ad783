using CustomerTiering.Persons;

namespace CustomerTiering.Customers;

/// <summary>The answer to a change of a customer.</summary>
public sealed record CustomerChanged(Guid Id);

/// <summary>A customer as loaded for a command.</summary>
/// <param name="State">The statements so far, corrections included.</param>
/// <param name="Personal">The current personal attributes, unsealed. The event that states them must seal them again.</param>
/// <param name="Catalogue">The declared attributes.</param>
public sealed record KnownCustomer(Guid Id, CustomerState State, IReadOnlyDictionary<string, string> Personal, AttributeCatalogue Catalogue);

/// <summary>Shared steps of the commands on a known customer.</summary>
public sealed class CustomerChanges(Aggregates aggregates, People people, LogReader reader, Attributes attributes)
{
    /// <summary>Loads the customer, calls the handler and appends the events that it returns.</summary>
    internal async Task<Results<Recorded<CustomerChanged>, ProblemHttpResult>> ChangeAsync(
        Caller caller, Guid customer, ExpectedVersion expected, Func<KnownCustomer, Result<Change<CustomerChanged>>> handle, CancellationToken cancel)
    {
        var person = (await people.ByCustomerAsync(caller.Tenant, [customer], cancel)).GetValueOrDefault(customer);
        var stream = FactStreams.Customer(customer);
        if (person is null) return Problem.NotFound("customer").ToResult();
        if (person.Key is not { } key) return Erased.ToResult();
        var catalogue = await attributes.CurrentAsync(caller.Tenant, cancel);
        var corrections = await CorrectionsAsync(caller.Tenant, stream, cancel);
        var result = await aggregates.ChangeAsync<CustomerState, CustomerChanged>(
            new(caller, stream, null, expected, customer, key), CustomerState.Apply, (state, now) =>
            {
                if (state is null) return Problem.NotFound("customer");
                if (state.MergedInto is { } survivor) return Merges.Refusal(survivor);
                state = corrections.Aggregate(state, (before, one) => CustomerState.Apply(before, EventSerializer.Read(one), one))
                    .HoldingAt(Instant.Of(now));
                var personal = CustomerDetails.PersonalOf(caller.Tenant, state, key) is { } opened
                    ? opened.ToDictionary(one => one.Key, one => (string)one.Value!, StringComparer.Ordinal) : [];
                return handle(new(customer, state, personal, catalogue));
            }, cancel);
        return result.TryGet(out var done, out var problem)
            ? new Recorded<CustomerChanged>(done.Answer, done.Position, done.Version) : problem.ToResult();
    }

    internal static Problem Erased { get; } = Problem.Broken("customer-erased", "This person was erased; nothing more can be recorded.");

    /// <summary>Corrections of source facts, which are stored beside the customer's stream, each with the fact that it corrects.</summary>
    private async Task<IReadOnlyList<RecordedEvent>> CorrectionsAsync(TenantId tenant, StreamId stream, CancellationToken cancel)
    {
        var described = (await reader.StreamAsync(tenant, stream, cancellation: cancel))
            .Where(one => one.Type == EventTypes.NameOf<CustomerDescribed>());
        StreamId[] streams = [.. described.Select(one => FactStreams.Corrections(one.Id))];
        return streams.Length == 0 ? [] : await reader.StreamsAsync(tenant, streams, cancel);
    }
}
