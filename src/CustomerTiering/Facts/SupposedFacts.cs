using CustomerTiering.Access;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>
/// Facts that somebody only supposes, beside those that are known: under the ids, and by the rules, by which the log would take them. Nothing is stored and
/// nobody is registered.
/// </summary>
public sealed class SupposedFacts(Attributes attributes, People people, InstallationKeys keys)
{
    /// <summary>The facts as they would be known, or everything for which the log would refuse one.</summary>
    /// <param name="tenant">Whose customer.</param>
    /// <param name="known">What is known of the customer.</param>
    /// <param name="source">The source whose ids the facts name.</param>
    /// <param name="supposed">The facts, in their order; no corrections.</param>
    /// <param name="cancel">Ends it early.</param>
    public async Task<Result<IReadOnlyList<Fact>>> JudgeAsync(TenantId tenant, StoredFacts known, string source, IReadOnlyList<SourceFact> supposed, CancellationToken cancel)
    {
        var ids = new FactIds(keys.Derive("fact-ids", tenant), source);
        var catalogue = supposed.Any(fact => fact.Kind == FactKind.Customer) ? await attributes.CurrentAsync(tenant, cancel) : AttributeCatalogue.Empty;
        var (facts, errors) = (known.Facts.Own.Facts.ToList(), new List<FieldError>());
        foreach (var (fact, i) in supposed.Select((fact, i) => (fact, i)))
        {
            void Refuse(FieldError error) => errors.Add(error with { Field = $"$.facts[{i}]{error.Field[1..]}" });
            if (fact.Fact is null)
            {
                Refuse(new("$.kind", "not-supposed", "A correction changes what is known; only what would come on top of it is supposed."));
                continue;
            }
            foreach (var error in catalogue.Judge(fact.Fact)) Refuse(error);
            var referred = fact.Fact is Referral referral ? (await people.FindAsync(tenant, referral.Referred, cancel))?.Customer ?? ids.Of(FactKind.Customer, referral.Referred) : (Guid?)null;
            var id = ids.Of(fact.Kind, fact.Id);
            var stated = FactEvents.Of(id, fact.At, FactBodies.Of(fact, known.Customer, ids, referred, catalogue.Personal, kept: null));
            if (facts.Exists(other => other.Kind == stated.Kind && other.Id == stated.Id)) Refuse(new("$.id", "fact-id-reused", "A fact of this kind and id is known already."));
            else if (Guarding(facts, stated)?.Judge(stated) is { } broken) Refuse(broken);
            facts.Add(stated);
        }
        if (errors.Count > 0) return Problem.Invalid(errors);
        return facts[known.Facts.Own.Facts.Count..];
    }

    /// <summary>The purchase or complaint that a fact refers to, with what became of it; null for a fact that refers to none.</summary>
    private static GuardedStream? Guarding(List<Fact> facts, Fact next)
    {
        if (Of(next) is not { } of) return null;
        var stream = new GuardedStream(next is ComplaintResolved or ComplaintReopened ? FactStreams.Complaint(Guid.Parse(of)) : FactStreams.Purchase(Guid.Parse(of)));
        foreach (var fact in facts.Where(fact => Of(fact) == of || (fact is Purchase or ComplaintOpened && fact.Id == of))) stream.Add(Guid.Parse(fact.Id), fact);
        return stream;
    }

    private static string? Of(Fact fact) => fact switch
    {
        Return returned => returned.Of,
        Cancellation cancelled => cancelled.Of,
        ComplaintResolved resolved => resolved.Of,
        ComplaintReopened reopened => reopened.Of,
        _ => null,
    };
}
