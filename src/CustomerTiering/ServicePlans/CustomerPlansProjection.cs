using System.Text.Json;
using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.ServicePlans;

/// <summary>The start of a period in which a plan serves a customer.</summary>
/// <param name="From">First day, included, in the policy's zone.</param>
/// <param name="Plan">The plan's code; null if no plan serves the customer from this day on.</param>
/// <param name="Version">Its version; null if none was in force.</param>
/// <param name="Decision">The decision that assigned or ended it.</param>
public sealed record PlanSpan(DateOnly From, string? Plan, int? Version, Guid Decision);

/// <summary>The plans of a customer on one ladder.</summary>
/// <param name="Spans">Every change, by day. The last one is still valid.</param>
/// <param name="Position">Position of the last event.</param>
public sealed record CustomerPlanView(Guid Customer, string Ladder, IReadOnlyList<PlanSpan> Spans, long Position)
{
    /// <summary>The plan that serves on a day, or null.</summary>
    internal PlanSpan? On(DateOnly day) => Spans.LastOrDefault(span => span.From <= day) is { Plan: not null } span ? span : null;
}

/// <summary>The plans that serve customers. Key: <c>&lt;customer&gt;/&lt;ladder&gt;</c>.</summary>
public sealed class CustomerPlansProjection() : Projection<CustomerPlanView>(ProjectionName, "customer_plan")
{
    public const string ProjectionName = "customer-plans";

    public override IReadOnlySet<string> Types { get; } =
        new HashSet<string> { EventTypes.NameOf<ServicePlanAssigned>(), EventTypes.NameOf<ServicePlanEnded>() };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => EventSerializer.Read(recorded) switch
    {
        ServicePlanAssigned e => [Key(e.Customer, e.Ladder)],
        ServicePlanEnded e => [Key(e.Customer, e.Ladder)],
        var other => throw new InvalidDataException($"{other.GetType().Name} is not an event of a customer's service."),
    };

    public override CustomerPlanView Apply(string key, CustomerPlanView? view, RecordedEvent recorded) => EventSerializer.Read(recorded) switch
    {
        ServicePlanAssigned e => new(e.Customer, e.Ladder, After(view, new(e.From, e.Plan, e.Version, e.Decision)), recorded.Position),
        ServicePlanEnded e => new(e.Customer, e.Ladder, After(view, new(e.From, null, null, e.Decision)), recorded.Position),
        var other => throw new InvalidDataException($"{other.GetType().Name} is not an event of a customer's service."),
    };

    public override ReadOnlyMemory<byte> Write(CustomerPlanView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override CustomerPlanView Read(ReadOnlyMemory<byte> stored) =>
        JsonSerializer.Deserialize<CustomerPlanView>(stored.Span, EventJson.Options)!;

    private static string Key(Guid customer, string ladder) => $"{customer:D}/{ladder}";

    /// <summary>A change replaces all changes that would begin on its first day or later.</summary>
    private static IReadOnlyList<PlanSpan> After(CustomerPlanView? view, PlanSpan span) =>
        [.. (view?.Spans ?? []).Where(one => one.From < span.From), span];
}
