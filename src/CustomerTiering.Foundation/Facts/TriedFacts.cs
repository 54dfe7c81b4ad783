using CustomerTiering.EventLog.Read;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A fact as it would be known.</summary>
/// <param name="Since">From when on something else would be known.</param>
public sealed record TriedFact(Fact Fact, Instant Since);

/// <summary>Judges a fact as the intake does, and leaves nothing behind: neither an event nor a customer.</summary>
public sealed class TriedFacts(IntakePreparation preparation, People people, LogReader reader, FactChanges changes)
{
    /// <summary>The fact, or why it would be refused.</summary>
    public async Task<Result<TriedFact>> TryAsync(Intake intake, SourceFact fact, Guid customer, CancellationToken cancel)
    {
        foreach (var name in FactIds.NamedCustomers(fact))
        {
            // Whoever is unknown would be registered by the intake; here nobody is.
            if (await people.FindAsync(intake.Tenant, name, cancel) is not { } person) return Problem.Broken("unknown-customer", "The fact names an unknown customer.");
            if (name == fact.Customer && person.Customer != customer) return Problem.Broken(FactErrorCodes.AnotherCustomer, "The fact is about another customer.");
        }
        var prepared = (await preparation.PrepareAsync(intake, [fact], cancel))[0];
        if (prepared.Body is not { } body) return FactEndpoints.Problem(prepared.Outcome!);
        if (await reader.FindAsync(intake.Tenant, prepared.Id, cancel) is not null)
            return Problem.Conflict("fact-known", "A fact with this source, kind and id is already known.");
        return new TriedFact(FactEvents.Of(prepared.Id, fact.At, body), await changes.SinceAsync(intake.Tenant, body, fact.At, cancel));
    }
}
