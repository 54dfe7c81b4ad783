using CustomerTiering.EventLog.Read;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A hypothetical fact.</summary>
/// <param name="Since">From when it would change what is known.</param>
public sealed record TriedFact(Fact Fact, Instant Since);

/// <summary>Judges a fact as the intake does, without appending an event or registering a customer.</summary>
public sealed class TriedFacts(IntakePreparation preparation, People people, LogReader reader, FactChanges changes)
{
    /// <summary>The fact, or why it would be rejected.</summary>
    public async Task<Result<TriedFact>> TryAsync(Intake intake, SourceFact fact, Guid customer, CancellationToken cancel)
    {
        foreach (var name in FactIds.NamedCustomers(fact))
        {
            // The intake would register an unknown customer; a trial must not.
            if (await people.FindAsync(intake.Tenant, name, cancel) is not { } person)
                return Problem.Broken("unknown-customer", "The fact names an unknown customer.");
            if (name == fact.Customer && person.Customer != customer)
                return Problem.Broken(FactErrorCodes.AnotherCustomer, "The fact is about another customer.");
        }
        var prepared = (await preparation.PrepareAsync(intake, [fact], cancel))[0];
        if (prepared.Body is not { } body) return FactEndpoints.Problem(prepared.Outcome!);
        if (await reader.FindAsync(intake.Tenant, prepared.Id, cancel) is not null)
            return Problem.Conflict("fact-known", "A fact with this source, kind and id is already known.");
        return new TriedFact(FactEvents.Of(prepared.Id, fact.At, body), await changes.SinceAsync(intake.Tenant, body, fact.At, cancel));
    }
}
