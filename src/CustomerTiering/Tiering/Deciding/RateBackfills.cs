using System.Globalization;
using CustomerTiering.Activity;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Tiering.Assessments;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>
/// Backfills decisions when a version of a policy comes with rates for amounts that did not count before. Customers are decided again as after a late
/// fact: from the first day with such an amount, by the versions in force on each day, with the new rates. Few customers are decided at once, many by
/// a run.
/// </summary>
public sealed class RateBackfills(StandardsInForce standards, ReadModels readModels, FactsStore facts, AssessmentRuns runs)
{
    public const string FollowerName = "rate-backfills";

    private const string StreamPrefix = "policy/";

    public Follower Follower => new(
        FollowerName, new HashSet<string> { EventTypes.NameOf<StandardPutInForce>() },
        [StandardsInForce.ReadModel, PurchaseRows.ReadModel, CustomerFactsProjection.ProjectionName, TiersProjection.ProjectionName], HandleAsync);

    private async Task HandleAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        foreach (var recorded in events.Where(recorded => recorded.Stream.Value.StartsWith(StreamPrefix, StringComparison.Ordinal)))
            await BackfillAsync(
                tenant, recorded.Stream.Value[StreamPrefix.Length..], ((StandardPutInForce)EventSerializer.Read(recorded)).Version, cancel);
    }

    private async Task BackfillAsync(TenantId tenant, string ladder, int number, CancellationToken cancel)
    {
        if (await standards.LadderAsync(tenant, ladder, cancel) is not { } versions || versions.Numbered(number) is not { } brings) return;
        if (NewlyRated.By(versions, number) is not { Count: > 0 } rated) return;
        var since = await WithReferrersAsync(tenant, versions, await FirstPurchasesAsync(tenant, rated, cancel), cancel);
        if (since.Count == 0) return;
        var run = ContentId.Of(tenant.ToString(), FollowerName, ladder, brings.Reference.Digest);
        var days = since.ToDictionary(one => one.Key, one => versions.Zone.DayOf(one.Value));
        await runs.AgainAsync(tenant, run, AssessmentScope.ForRatesOf(ladder, number), versions, days, cancel);
    }

    /// <summary>For each customer, the earliest purchase that counts now. Duplicates are listed under their survivor.</summary>
    private async Task<Dictionary<Guid, Instant>> FirstPurchasesAsync(TenantId tenant, IReadOnlyList<NewlyRated> rated, CancellationToken cancel)
    {
        var found = await readModels.QueryAsync(
            tenant, PurchaseRows.ReadModel,
            SqlText.Read(typeof(RateBackfills), "purchases-rated-late", PurchaseRows.Table),
            new Dictionary<string, object>
            {
                ["currencies"] = rated.Select(one => one.Currency).ToArray(),
                ["froms"] = rated.Select(one => one.From.ToString()).ToArray(),
                ["untils"] = rated.Select(one => one.Until?.ToString() ?? "~").ToArray(),
            },
            row => (Customer: row.GetGuid(0), At: Instant.Of(DateTimeOffset.Parse(row.GetString(1), CultureInfo.InvariantCulture))), cancel);
        return found.Value.ToDictionary(one => one.Customer, one => one.At);
    }

    /// <summary>Purchases of a referred customer also count for the referrer if a version refers to them.</summary>
    private async Task<Dictionary<Guid, Instant>> WithReferrersAsync(
        TenantId tenant, LadderVersions versions, Dictionary<Guid, Instant> since, CancellationToken cancel)
    {
        if (!versions.LooksAtReferred) return since;
        foreach (var (customer, at) in since.ToList())
            foreach (var referrer in await facts.ReferrersAsync(tenant, customer, cancel))
                if (!since.TryGetValue(referrer, out var first) || at < first) since[referrer] = at;
        return since;
    }
}
