using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Lifecycle;

/// <summary>The next day at whose end a customer's stage may be another.</summary>
public sealed record StageDue(Guid Customer, DateOnly Day, ZoneRules Zone);

/// <summary>One timer a customer, at the end of the next day on which silence alone would change the stage: that day is judged with all of its facts.</summary>
public sealed class StageTimers(Timers timers)
{
    public const string Kind = "stage-due";

    /// <summary>Sets the timers of customers, or moves them.</summary>
    internal Task SetAsync(TenantId tenant, IReadOnlyCollection<StageDue> due, CancellationToken cancel) => timers.SetAsync(
        tenant,
        [.. due.Where(one => one.Day < DateOnly.MaxValue)
            .Select(one => new DueTimer(Kind, one.Customer.ToString("D"), one.Zone.StartOf(one.Day.AddDays(1)).ToDateTimeOffset(), "{}"u8.ToArray()))],
        cancel);

    /// <summary>Today in the zone of the lifecycle: of the version that began last, before now or to come.</summary>
    internal static DateOnly Today(IReadOnlyList<StandardInForce<CompiledLifecycle>> versions, TimeProvider time) =>
        versions[^1].Compiled.Zone.DayOf(Instant.Of(time.GetUtcNow()));
}
