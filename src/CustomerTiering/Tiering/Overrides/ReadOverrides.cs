using System.Text;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>A request, approval, rejection or revocation.</summary>
/// <param name="Text">Plain for approvers and roles that see personal data, <c>(sealed)</c> for others, <c>(erased)</c> after erasure.</param>
public sealed record OverrideStepAnswer(string By, DateTimeOffset At, string? Text);

/// <summary>An override with its complete history.</summary>
/// <param name="Status">requested, rejected, lapsed, granted, in-force, revoked, expired or ended.</param>
/// <param name="Kind">exact, floor or ceiling.</param>
/// <param name="From">The first requested day, inclusive.</param>
/// <param name="Until">The last requested day, inclusive.</param>
/// <param name="Evidence">Ids of supporting evidence.</param>
/// <param name="Computed">The computed tier at the time of the request.</param>
/// <param name="Held">The held tier at the time of the request.</param>
/// <param name="Needed">How many people besides the requester must approve.</param>
/// <param name="FirstDay">The first granted day, inclusive.</param>
/// <param name="LastDay">The last day in force, inclusive, once the override is over.</param>
/// <param name="Version">The version for If-Match.</param>
public sealed record OverrideDetails(
    Guid Id, Guid Customer, string Ladder, OverrideStatus Status, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until, string Reason,
    IReadOnlyList<string> Evidence, string Computed, string Held, int Needed, OverrideStepAnswer Request, IReadOnlyList<OverrideStepAnswer> Approvals,
    OverrideStepAnswer? Rejection, OverrideStepAnswer? Revocation, DateOnly? FirstDay, DateOnly? LastDay, int Version);

/// <summary>An override in the list over all customers.</summary>
/// <param name="Status">The status today in the ladder's zone.</param>
public sealed record ListedOverride(Guid Customer, string Ladder, OverrideRecord Record, OverrideStatus Status);

/// <summary>Lists the overrides of one customer and of all customers.</summary>
public sealed class OverrideLists(ReadModels readModels, People people, Cursors cursors, TodayOfStandards today)
{
    /// <summary>The values of the list's state filter; <c>open</c> is waiting for approval.</summary>
    public static IReadOnlyList<string> States { get; } = ["open", "rejected", "lapsed", "granted", "in-force", "revoked", "expired", "ended"];

    private static readonly TiersProjection Tiers = new();

    /// <summary>
    /// Overrides in a state, or all, ordered by customer, ladder and time of request. The page size counts customers and ladders, so a page may be
    /// empty and still have a next one.
    /// </summary>
    public async Task<Result<ReadAnswer<Page<ListedOverride>>>> ReadAsync(
        TenantId tenant, string? state, int? limit, string? cursor, CancellationToken cancel)
    {
        if (state is not null && !States.Contains(state))
            return Problem.Invalid("state", "unknown-word", $"state must be one of {string.Join(", ", States)}.");
        if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong;
        var (list, days) = ($"overrides?state={state}", await today.OnLaddersAsync(tenant, cancel));
        var answer = await readModels.ReadAsync<Result<Page<ListedOverride>>>(tenant, [TiersProjection.ProjectionName], async snapshot =>
        {
            var generation = snapshot.Generation(TiersProjection.ProjectionName);
            if (!cursors.Read(tenant, list, generation, cursor).TryGet(out var after, out var bad)) return bad;
            var rows = await snapshot.QueryAsync(
                generation,
                SqlText.Read(typeof(OverrideLists), "tiers-with-overrides"),
                new Dictionary<string, object> { ["after"] = after?.Key ?? "", ["limit"] = size + 1 },
                row => (Key: row.GetString(0), View: Tiers.Read(Encoding.UTF8.GetBytes(row.GetString(1)))), cancel);
            return new Page<ListedOverride>(
                [.. from row in rows.Take(size)
                    from one in row.View.Overrides!
                    where state is null || Named(one.StatusOn(days.Of(row.View.Ladder))) == state
                    select new ListedOverride(row.View.Customer, row.View.Ladder, one, one.StatusOn(days.Of(row.View.Ladder)))],
                rows.Count > size ? cursors.Protect(tenant, list, new(generation, 0, rows[size - 1].Key)) : null);
        }, cancel);
        return answer.Value.TryGet(out var page, out var problem) ? new ReadAnswer<Page<ListedOverride>>(page, answer.Position) : problem;
    }

    /// <summary>The records with the texts that the caller may see.</summary>
    internal async Task<IReadOnlyList<OverrideDetails>> ShowAsync(Caller caller, IReadOnlyList<ListedOverride> all, CancellationToken cancel)
    {
        // Approvers must be able to read the reason.
        var reads = caller.SeesPersons || caller.Roles.Contains(Roles.Approver);
        var persons = reads && all.Count > 0 ? await people.ByCustomerAsync(caller.Tenant, [.. all.Select(one => one.Customer).Distinct()], cancel)
            : new Dictionary<Guid, Person>();
        return [.. all.Select(
            one => Show(one, step => step is null ? null
                : new(step.By, step.At, ReadableEvents.Text(caller.Tenant, step.Text, reads, persons.GetValueOrDefault(one.Customer)?.Key))))];
    }

    /// <summary>Overrides of a customer on a ladder, with their status today.</summary>
    internal async Task<IReadOnlyList<ListedOverride>> OnAsync(
        TenantId tenant, Guid customer, string ladder, IReadOnlyList<OverrideRecord> all, CancellationToken cancel)
    {
        var day = (await today.OnLaddersAsync(tenant, cancel)).Of(ladder);
        return [.. all.Select(one => new ListedOverride(customer, ladder, one, one.StatusOn(day)))];
    }

    private static OverrideDetails Show(ListedOverride listed, Func<OverrideStep?, OverrideStepAnswer?> step)
    {
        var one = listed.Record;
        return new(
            one.Id, listed.Customer, listed.Ladder, listed.Status, one.Kind, one.Tier, one.From, one.Until, one.Reason, one.Evidence, one.Computed,
            one.Held,
            one.Needed, step(one.Request)!, [.. one.Approvals.Select(approval => step(approval)!)], step(one.Rejection), step(one.Revocation),
            one.FirstDay,
            one.LastDay, one.Version);
    }

    private static string Named(OverrideStatus status) => status switch
    {
        OverrideStatus.Requested => "open",
        OverrideStatus.InForce => "in-force",
        _ => status.ToString().ToLowerInvariant(),
    };
}

public static class ReadOverrides
{
    internal static void Map(RouteGroupBuilder overrides, RouteGroupBuilder all)
    {
        overrides.MapGet("/", async Task<Results<Read<IReadOnlyList<OverrideDetails>>, ProblemHttpResult>> (
                Guid customer, string ladder, Caller caller, LogReader reader, OverrideLists lists, CancellationToken cancel) =>
            {
                if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
                var head = await reader.HeadAsync(caller.Tenant, cancel);
                return new Read<IReadOnlyList<OverrideDetails>>(
                    await lists.ShowAsync(caller, await FindAsync(caller, reader, lists, customer, ladder, cancel), cancel), head.Position);
            })
            .WithSummary("List a customer's overrides on a ladder, each with its complete record").RequireRoles(Roles.ReadsCustomers);

        overrides.MapGet("/{id:guid}", async Task<Results<Read<OverrideDetails>, ProblemHttpResult>> (
                Guid customer, string ladder, Guid id, Caller caller, LogReader reader, OverrideLists lists, CancellationToken cancel) =>
            {
                var head = await reader.HeadAsync(caller.Tenant, cancel);
                var found = (await FindAsync(caller, reader, lists, customer, ladder, cancel)).Where(one => one.Record.Id == id).ToList();
                if (found.Count == 0) return Problem.NotFound("override").ToResult();
                var shown = (await lists.ShowAsync(caller, found, cancel))[0];
                return new Read<OverrideDetails>(shown, head.Position, shown.Version);
            })
            .WithSummary("Get an override with its complete record").RequireRoles(Roles.ReadsCustomers);

        all.MapGet("/", async Task<Results<Read<Page<OverrideDetails>>, ProblemHttpResult>> (
                string? state, int? limit, string? cursor, Caller caller, OverrideLists lists, CancellationToken cancel) =>
            {
                var result = await lists.ReadAsync(caller.Tenant, state, limit, cursor, cancel);
                return result.TryGet(out var answer, out var problem)
                    ? new Read<Page<OverrideDetails>>(
                        new(await lists.ShowAsync(caller, answer.Value.Items, cancel), answer.Value.Next), answer.Position)
                    : problem.ToResult();
            })
            .WithSummary("List overrides of all customers; open means waiting for approval").AnswersFrom(TiersProjection.ProjectionName)
            .RequireRoles(Roles.ReadsCustomers);
    }

    /// <summary>Reads the stream, because a change must name the current version.</summary>
    private static async Task<IReadOnlyList<ListedOverride>> FindAsync(
        Caller caller, LogReader reader, OverrideLists lists, Guid customer, string ladder, CancellationToken cancel)
    {
        IReadOnlyList<OverrideRecord> all = [];
        foreach (var recorded in await reader.StreamAsync(caller.Tenant, TierState.Stream(customer, ladder), cancellation: cancel))
            all = OverrideRecords.After(all, EventSerializer.Read(recorded), recorded);
        return await lists.OnAsync(caller.Tenant, customer, ladder, all, cancel);
    }
}
