using System.Globalization;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;
using Microsoft.AspNetCore.Mvc;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>Possible duplicates: customers who agree in data that identifies a person.</summary>
/// <param name="AgreeIn">The members in which all of them agree: <c>name</c>, <c>attributes.email</c>.</param>
/// <param name="Customers">Two or more, ordered by id.</param>
public sealed record PossibleDuplicates(IReadOnlyList<string> AgreeIn, IReadOnlyList<CustomerDetails> Customers);

/// <summary>A possible duplicate of a given customer.</summary>
/// <param name="AgreeIn">The members in which the two agree: <c>name</c>, <c>attributes.email</c>.</param>
public sealed record PossibleDuplicate(IReadOnlyList<string> AgreeIn, CustomerDetails Customer);

/// <summary>Filter for possible duplicates.</summary>
public sealed record DuplicateFilter
{
    /// <summary>Default of <see cref="Most"/>.</summary>
    public const int UsualMost = 10;

    /// <summary>Only customers who agree in this member: <c>name</c>, or <c>attributes.</c> and the name of a personal attribute.</summary>
    [FromQuery]
    public string? By { get; init; }

    /// <summary>Values shared by more customers than this distinguish nobody and are ignored. 2 to 100; default 10.</summary>
    [FromQuery]
    public int? Most { get; init; }

    internal IReadOnlyList<FieldError> Judge(AttributeCatalogue catalogue)
    {
        var errors = new List<FieldError>();
        if (By is not null && By != MatchKeys.Name && !catalogue.Personal.Select(MatchKeys.Attribute).Contains(By))
            errors.Add(new(
                "by", "unknown-word",
                $"by must be name, or 'attributes.' and the name of a declared personal attribute, got '{(By.Length > 64 ? By[..64] + "…" : By)}'."));
        if (Most is < 2 or > 100) errors.Add(new("most", "out-of-range", $"most must be from 2 to 100, got '{Most}'."));
        return errors;
    }
}

/// <summary>Finds possible duplicates by data that identifies a person, for review and then merge or dismissal.</summary>
public static class FindDuplicates
{
    private static readonly CustomersProjection Customers = new();

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/duplicates", async Task<Results<Read<Page<PossibleDuplicates>>, ProblemHttpResult>> (
                [AsParameters] DuplicateFilter filter, int? limit, string? cursor, Caller caller, ReadModels readModels, People people,
                Attributes attributes, Cursors cursors,
                CancellationToken cancel) =>
            {
                if (filter.Judge(await attributes.CurrentAsync(caller.Tenant, cancel)) is { Count: > 0 } errors)
                    return Problem.Invalid(errors).ToResult();
                if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
                var most = filter.Most ?? DuplicateFilter.UsualMost;
                var list = string.Create(CultureInfo.InvariantCulture, $"duplicates?by={filter.By}&most={most}");
                if (!cursors.Read(caller.Tenant, list, 0, cursor).TryGet(out var state, out var bad)) return bad.ToResult();
                var after = state?.Key.Split('\n') is [var member, var hash] ? new AgreementPlace(member, Guid.Parse(hash)) : null;
                var answer = await readModels.ReadAsync(caller.Tenant, [CustomersProjection.ProjectionName], async snapshot =>
                {
                    var search = new DuplicateSearch(snapshot, most);
                    var (found, last) = await search.PageAsync(filter.By, after, size, cancel);
                    return (Found: found, Last: last, States: await StatesAsync(snapshot, found, cancel),
                        Position: await search.PositionAsync(cancel));
                }, cancel);
                var details = await DetailsAsync(caller, people, answer.Value.States, cancel);
                return new Read<Page<PossibleDuplicates>>(
                    new(
                        [.. answer.Value.Found.Select(
                            one => new PossibleDuplicates(one.AgreeIn, [.. one.Customers.Select(customer => details[customer])]))],
                        answer.Value.Last is { } last ? cursors.Protect(caller.Tenant, list, new(0, 0, $"{last.Member}\n{last.Hash:D}")) : null),
                    answer.Value.Position);
            })
            .WithSummary("List possible duplicates, with the values they share")
                .RequireRoles([.. Roles.SeesPersons]).AnswersFrom(MatchKeys.FollowerName);

        group.MapGet("/{customer:guid}/duplicates", async Task<Results<Read<IReadOnlyList<PossibleDuplicate>>, ProblemHttpResult>> (
                Guid customer, Caller caller, ReadModels readModels, People people, CancellationToken cancel) =>
            {
                var answer = await readModels.ReadAsync(caller.Tenant, [CustomersProjection.ProjectionName], async snapshot =>
                {
                    var search = new DuplicateSearch(snapshot, DuplicateFilter.UsualMost);
                    var found = await search.WithAsync(customer, cancel);
                    return (Found: found, States: await StatesAsync(snapshot, [.. found, new([], [customer])], cancel),
                        Position: await search.PositionAsync(cancel));
                }, cancel);
                if (answer.Value.States.GetValueOrDefault(customer) is not { } state) return Problem.NotFound("customer").ToResult();
                if (state.MergedInto is { } survivor) return Merges.Refusal(survivor).ToResult();
                var details = await DetailsAsync(caller, people, answer.Value.States, cancel);
                return new Read<IReadOnlyList<PossibleDuplicate>>(
                    [.. answer.Value.Found.Select(one => new PossibleDuplicate(one.AgreeIn, details[one.Customers[0]]))], answer.Value.Position);
            })
            .WithSummary("List possible duplicates of a customer, with the values they share")
                .RequireRoles([.. Roles.SeesPersons]).AnswersFrom(MatchKeys.FollowerName);
    }

    private static async Task<IReadOnlyDictionary<Guid, CustomerState>> StatesAsync(
        ReadSnapshot snapshot, IReadOnlyList<Agreement> found, CancellationToken cancel) =>
        (await snapshot.ViewsAsync(
            Customers, [.. found.SelectMany(one => one.Customers).Distinct().Select(customer => customer.ToString("D"))], cancel))
            .ToDictionary(one => Guid.Parse(one.Key), one => one.Value);

    private static async Task<IReadOnlyDictionary<Guid, CustomerDetails>> DetailsAsync(
        Caller caller, People people, IReadOnlyDictionary<Guid, CustomerState> states, CancellationToken cancel)
    {
        var persons = await people.ByCustomerAsync(caller.Tenant, [.. states.Keys], cancel);
        return states.ToDictionary(one => one.Key, one => CustomerDetails.Of(caller, one.Key, one.Value, persons.GetValueOrDefault(one.Key)?.Key));
    }
}
