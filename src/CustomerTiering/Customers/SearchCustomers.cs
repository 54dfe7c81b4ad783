using System.Text.Json;
using CustomerTiering.Customers.Duplicates;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;
using Microsoft.AspNetCore.Mvc;

namespace CustomerTiering.Customers;

/// <summary>Search criteria for customers. All given criteria must match.</summary>
public sealed record CustomerFilter
{
    /// <summary>Exact external id, found by its keyed hash.</summary>
    [FromQuery]
    public string? ExternalId { get; init; }

    /// <summary>
    /// Part of the name, or its words in any order. Case, accents, punctuation and Unicode form are ignored, as in the comparison of duplicates.
    /// </summary>
    [FromQuery]
    public string? Name { get; init; }

    /// <summary>Beginning of the name, compared the same way.</summary>
    [FromQuery]
    public string? NamePrefix { get; init; }

    /// <summary><c>person</c> or <c>company</c>.</summary>
    [FromQuery]
    public string? Type { get; init; }

    [FromQuery]
    public string? Group { get; init; }

    [FromQuery]
    public string? Segment { get; init; }

    /// <summary>An attribute and its value: <c>creditGrade:A</c>. Personal attributes are not searchable.</summary>
    [FromQuery]
    public string? Attribute { get; init; }

    internal bool ByName => Name is not null || NamePrefix is not null;

    internal bool Names(string? name) =>
        name is not null && (Name is null || MatchText.Contains(name, Name)) && (NamePrefix is null || MatchText.Begins(name, NamePrefix));

    internal bool Describes(Profile profile) =>
        (Type is null || profile.Type == Type) && (Group is null || profile.Group == Group) && (Segment is null || profile.Segments.Contains(Segment))
            && (Attribute is null || profile.Attributes.Any(one => $"{one.Key}:{one.Value}" == Attribute));

    /// <summary>The error in the filter, or null.</summary>
    internal Problem? Refused(Caller caller)
    {
        if (ByName && !caller.SeesPersons) return Problem.Forbidden("names-are-sealed", "Your roles do not allow you to see or search names.");
        var errors = new List<FieldError>();
        if (Type is not (null or "person" or "company"))
            errors.Add(new("type", "unknown-word", $"type must be person or company, got '{Cut(Type)}'."));
        if (Attribute is not null && Attribute.IndexOf(':', StringComparison.Ordinal) < 1)
            errors.Add(new("attribute", "attribute-form", $"attribute must be name:value, got '{Cut(Attribute)}'."));
        foreach (var (field, text) in (IEnumerable<(string, string?)>)
            [("externalId", ExternalId), ("name", Name), ("namePrefix", NamePrefix), ("group", Group), ("segment", Segment),
                ("attribute", Attribute)])
        {
            if (text is not null && (text.Length is 0 or > 200 || text.Contains('\0')))
                errors.Add(new(field, "out-of-range", $"{field} must have 1 to 200 characters and no NUL."));
        }
        return errors.Count == 0 ? null : Problem.Invalid(errors);
    }

    private static string Cut(string text) => text.Length > 64 ? text[..64] + "…" : text;
}

/// <summary>
/// Customers by id, one page at a time. The database has no plain-text names, so a search by name unseals the names that it scans. It scans a bounded
/// number per page, so a page can be short or empty and still have a next page.
/// </summary>
public static class SearchCustomers
{
    internal const int MostOpened = 20_000;
    private const int Batch = 1_000;

    private static readonly CustomersProjection Projection = new();

    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/", async Task<Results<Read<Page<CustomerDetails>>, ProblemHttpResult>> (
            [AsParameters] CustomerFilter filter, int? limit, string? cursor, Caller caller, ReadModels readModels, People people, Cursors cursors,
            TimeProvider time, CancellationToken cancel) =>
        {
            if (filter.Refused(caller) is { } refused) return refused.ToResult();
            if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
            var named = filter.ExternalId is null ? null : await people.FindAsync(caller.Tenant, filter.ExternalId, cancel);
            var list = "customers?" + JsonSerializer.Serialize(filter);
            var answer =
                await readModels.ReadAsync<Result<Page<CustomerDetails>>>(caller.Tenant, [CustomersProjection.ProjectionName], async snapshot =>
            {
                var generation = snapshot.Generation(CustomersProjection.ProjectionName);
                if (!cursors.Read(caller.Tenant, list, generation, cursor).TryGet(out var after, out var bad)) return bad;
                if (filter.ExternalId is not null && named is null) return new Page<CustomerDetails>([], null);
                var (found, last) =
                    await FindAsync(caller, snapshot, people, filter, named?.Customer, after?.Key ?? "", size, Instant.Of(time.GetUtcNow()), cancel);
                return new Page<CustomerDetails>(found, last is null ? null : cursors.Protect(caller.Tenant, list, new(generation, 0, last)));
            }, cancel);
            return answer.Value.TryGet(out var page, out var problem) ? new Read<Page<CustomerDetails>>(page, answer.Position) : problem.ToResult();
        })
        .WithSummary("Search customers").RequireRoles(Roles.ReadsCustomers).AnswersFrom(CustomersProjection.ProjectionName);

    /// <returns>The customers found, and the key after which the next page continues, or null at the end.</returns>
    private static async Task<(List<CustomerDetails> Found, string? Last)> FindAsync(
        Caller caller, ReadSnapshot snapshot, People people, CustomerFilter filter, Guid? only, string after, int size, Instant now,
        CancellationToken cancel)
    {
        var found = new List<CustomerDetails>();
        var batch = filter.ByName ? Batch : size + 1;
        for (var opened = 0; opened < MostOpened;)
        {
            var rows = await RowsAsync(snapshot, filter, only, after, batch, now, cancel);
            var persons = caller.SeesPersons && rows.Count > 0
                ? await people.ByCustomerAsync(caller.Tenant, [.. rows.Select(row => row.Id)], cancel) : new Dictionary<Guid, Person>();
            foreach (var (id, stated) in rows)
            {
                var state = stated.HoldingAt(now);
                var key = persons.GetValueOrDefault(id)?.Key;
                if (!filter.Describes(state.Profile) || filter.ByName && !filter.Names(CustomerDetails.NameOf(caller.Tenant, state, key)))
                {
                    after = id.ToString("D");
                    continue;
                }
                if (found.Count == size) return (found, after);
                found.Add(CustomerDetails.Of(caller, id, state, key));
                after = id.ToString("D");
            }
            if (rows.Count < batch) return (found, null);
            opened += rows.Count;
        }
        return (found, after);
    }

    private static async Task<IReadOnlyList<(Guid Id, CustomerState State)>> RowsAsync(
        ReadSnapshot snapshot, CustomerFilter filter, Guid? only, string after, int limit, Instant now, CancellationToken cancel)
    {
        var where = "tenant_id = @tenant and generation = @generation and key > @after";
        var values = new Dictionary<string, object> { ["after"] = after, ["limit"] = limit, ["now"] = now.ToString() };
        void And(string condition, string name, object? value)
        {
            if (value is null) return;
            where += " and " + condition;
            values[name] = value;
        }
        // For customers with statements about the future, the row's columns are not the current state. They are checked one by one.
        void AndProfile(string condition, string name, object? value) => And($"({condition} or view #>> '{{statements,-1,at}}' > @now)", name, value);
        And("key = @only", "only", only?.ToString("D"));
        AndProfile("type = @type", "type", filter.Type);
        AndProfile("customer_group = @group", "group", filter.Group);
        AndProfile("view -> 'profile' -> 'segments' @> to_jsonb(@segment::text)", "segment", filter.Segment);
        AndProfile("view -> 'profile' -> 'attributes' ->> split_part(@attribute, ':', 1) = substr(@attribute, strpos(@attribute, ':') + 1)",
            "attribute", filter.Attribute);
        return await snapshot.QueryAsync(
            snapshot.Generation(CustomersProjection.ProjectionName), $"select key, view from customer where {where} order by key limit @limit",
            values,
            row => (Guid.Parse(row.GetString(0)), Projection.Read(row.GetFieldValue<byte[]>(1))), cancel);
    }
}
