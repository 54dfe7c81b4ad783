namespace CustomerTiering.Policies;

/// <summary>Today in each standard's own time zone, taken from the version that begins last. UTC if there is no standard.</summary>
public sealed class TodayOfStandards(StandardsInForce standards, TimeProvider time)
{
    public async Task<DayOfEach> OnLaddersAsync(TenantId tenant, CancellationToken cancel) =>
        Of([.. (await standards.LaddersAsync(tenant, cancel)).SelectMany(ladder => ladder.All)], policy => policy.Zone);

    public async Task<DayOfEach> OfSegmentsAsync(TenantId tenant, CancellationToken cancel) =>
        Of(await standards.SegmentsAsync(tenant, cancel), segment => segment.Zone);

    public async Task<DateOnly> OfLifecycleAsync(TenantId tenant, CancellationToken cancel) =>
        Of(await standards.LifecyclesAsync(tenant, cancel), lifecycle => lifecycle.Zone).Of("lifecycle");

    private DayOfEach Of<TCompiled>(IReadOnlyList<StandardInForce<TCompiled>> versions, Func<TCompiled, ZoneRules> zone)
    {
        var now = Instant.Of(time.GetUtcNow());
        return new(
            ZoneRules.Utc.DayOf(now), versions.GroupBy(
                version => version.Reference.Id).ToDictionary(standard => standard.Key, standard => zone(standard.Last().Compiled).DayOf(now)));
    }
}

/// <summary>A day for each of several standards. The days differ for some hours if the time zones differ.</summary>
/// <param name="Otherwise">The day of standards that are not named.</param>
/// <param name="ByName">The days of ladders or segments, by name.</param>
public sealed record DayOfEach(DateOnly Otherwise, IReadOnlyDictionary<string, DateOnly> ByName)
{
    private static readonly IReadOnlyDictionary<string, DateOnly> None = new Dictionary<string, DateOnly>();

    /// <summary>The same day for all.</summary>
    public static DayOfEach On(DateOnly day) => new(day, None);

    public DateOnly Of(string? name) => name is not null && ByName.TryGetValue(name, out var day) ? day : Otherwise;

    /// <summary>SQL expression for the day of the standard that a column names. The query needs <see cref="Parameters"/>.</summary>
    internal static string Sql(string column) =>
        $"coalesce((select of_each.day from unnest(@named, @days) of_each (name, day) where of_each.name = {column}), @day)";

    /// <summary>The parameters of <see cref="Sql"/>, combined with others.</summary>
    internal Dictionary<string, object> Parameters(IReadOnlyDictionary<string, object>? others = null) =>
        new(others ?? new Dictionary<string, object>())
        {
            ["day"] = Otherwise,
            ["named"] = ByName.Keys.ToArray(),
            ["days"] = ByName.Values.ToArray(),
        };
}
