using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Http;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>
/// Hypothetical facts beside the known ones, with the ids and rules that the log would apply. Nothing is stored and no customer is registered.
/// </summary>
public sealed class SupposedFacts(Attributes attributes, People people, InstallationKeys keys)
{
    /// <summary>
    /// The facts as they would be known, or all errors for which the log would reject them. The facts are in order, without corrections;
    /// <paramref name="source"/> is the source whose ids they name.
    /// </summary>
    public async Task<Result<IReadOnlyList<Fact>>> JudgeAsync(
        TenantId tenant, StoredFacts known, string source, IReadOnlyList<SourceFact> supposed, CancellationToken cancel)
    {
        var ids = new FactIds(keys.Derive("fact-ids", tenant), source);
        var catalogue = supposed.Any(fact => fact.Kind == FactKind.Customer)
            ? await attributes.CurrentAsync(tenant, cancel) : AttributeCatalogue.Empty;
        var (facts, errors, book) = (new List<Fact>(), new List<FieldError>(), new GuardBook(static (_, _) => true));
        foreach (var fact in known.Facts.Own.Facts) book.Know(known.Customer, fact, default);
        var taken = known.Facts.Own.Facts.Select(fact => (fact.Kind, fact.Id)).ToHashSet();
        foreach (var (one, i) in supposed.Select((fact, i) => (fact, i)))
        {
            void Refuse(FieldError error) => errors.Add(error with { Field = $"$.facts[{i}]{error.Field[1..]}" });
            if (one.Fact is null)
            {
                Refuse(new("$.kind", "not-supposed", "A correction changes known facts; only additional facts can be hypothetical."));
                continue;
            }
            foreach (var error in catalogue.Judge(one.Fact)) Refuse(error);
            var stated =
                await StatedAsync(tenant, known.Customer, one, ids, catalogue, cancel) with { Recorded = long.MaxValue - supposed.Count + i };
            if (!taken.Add((stated.Kind, stated.Id)))
                Refuse(new("$.id", FactErrorCodes.FactIdReused, "A fact with this kind and id is already known."));
            else if (book.Judge(known.Customer, stated, FactRules.Reference(one.Fact)) is { } broken) Refuse(broken);
            book.Know(known.Customer, stated, default);
            facts.Add(stated);
        }
        return errors.Count > 0 ? Problem.Invalid(errors) : facts;
    }

    private async Task<Fact> StatedAsync(
        TenantId tenant, Guid customer, SourceFact source, FactIds ids, AttributeCatalogue catalogue, CancellationToken cancel)
    {
        var other = FactRules.OtherCustomer(source.Fact!) is { } name
            ? (await people.FindAsync(tenant, name, cancel))?.Customer ?? ids.Of(FactKind.Customer, name)
            : (Guid?)null;
        var body = LoggedKinds.Of(source.Kind).Body(new(source, customer, ids.Referred(source), other, catalogue.Personal));
        return FactEvents.Of(ids.Of(source.Kind, source.Id), source.At, body);
    }
}
