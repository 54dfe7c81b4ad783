namespace CustomerTiering.Policies;

/// <summary>Today, of each standard in its own time zone: that of its version that begins last. Where there is no standard to say, it is UTC's.</summary>
public sealed class TodayOfStandards(StandardsInForce standards, TimeProvider time)
{
    /// <summary>On each ladder.</summary>
    public async Task<DayOfEach> OnLaddersAsync(TenantId tenant, CancellationToken cancel) =>
        Of([.. (await standards.LaddersAsync(tenant, cancel)).SelectMany(ladder => ladder.All)], policy => policy.Zone);

    /// <summary>For each segment.</summary>
    public async Task<DayOfEach> OfSegmentsAsync(TenantId tenant, CancellationToken cancel) => Of(await standards.SegmentsAsync(tenant, cancel), segment => segment.Zone);

    /// <summary>For the lifecycle.</summary>
    public async Task<DateOnly> OfLifecycleAsync(TenantId tenant, CancellationToken cancel) =>
        Of(await standards.LifecyclesAsync(tenant, cancel), lifecycle => lifecycle.Zone).Of("lifecycle");

    private DayOfEach Of<TCompiled>(IReadOnlyList<StandardInForce<TCompiled>> versions, Func<TCompiled, ZoneRules> zone)
    {
        var now = Instant.Of(time.GetUtcNow());
        return new(
            ZoneRules.Utc.DayOf(now), versions.GroupBy(version => version.Reference.Id).ToDictionary(standard => standard.Key, standard => zone(standard.Last().Compiled).DayOf(now)));
    }
}

/// <summary>A day for each of several standards; they differ for some hours where time zones do.</summary>
/// <param name="Otherwise">Of those that are not named.</param>
/// <param name="ByName">Of ladders or segments by their names.</param>
public sealed record DayOfEach(DateOnly Otherwise, IReadOnlyDictionary<string, DateOnly> ByName)
{
    private static readonly IReadOnlyDictionary<string, DateOnly> None = new Dictionary<string, DateOnly>();

    /// <summary>The same day for all.</summary>
    public static DayOfEach On(DateOnly day) => new(day, None);

    public DateOnly Of(string? name) => name is not null && ByName.TryGetValue(name, out var day) ? day : Otherwise;

    /// <summary>The day of the standard that a column names, in SQL that is given <see cref="Parameters"/>.</summary>
    internal static string Sql(string column) => $"coalesce((select of_each.day from unnest(@named, @days) of_each (name, day) where of_each.name = {column}), @day)";

    /// <summary>What <see cref="Sql"/> asks for, with other parameters.</summary>
    internal Dictionary<string, object> Parameters(IReadOnlyDictionary<string, object>? others = null) => new(others ?? new Dictionary<string, object>())
    {
        ["day"] = Otherwise,
        ["named"] = ByName.Keys.ToArray(),
        ["days"] = ByName.Values.ToArray(),
    };
}
