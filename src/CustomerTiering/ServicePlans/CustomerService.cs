namespace CustomerTiering.ServicePlans;

/// <summary>The plan that serves a customer on one ladder.</summary>
/// <param name="Plan">The plan's code; null after it ended.</param>
/// <param name="Version">Its version; null if none was in force.</param>
/// <param name="DecisionPosition">Log position of the assigning decision. Earlier decisions have no effect.</param>
public sealed record LadderService(string? Plan, int? Version, long DecisionPosition);

/// <summary>The plans that serve a customer, folded from the stream <c>service/&lt;customer&gt;</c>.</summary>
public sealed record CustomerService(IReadOnlyDictionary<string, LadderService> Ladders, int Version)
{
    private const string Prefix = "service/";

    /// <summary>The state of a stream that doesn't exist.</summary>
    public static CustomerService None { get; } = new(new Dictionary<string, LadderService>(), 0);

    public static StreamId Stream(Guid customer) => new($"{Prefix}{customer:D}");

    public static Guid CustomerOf(StreamId stream) => Guid.ParseExact(stream.Value.AsSpan(Prefix.Length), "D");

    public static CustomerService Apply(CustomerService? state, object body, RecordedEvent recorded) => (state ?? None).After(body);

    public CustomerService After(object body) => body switch
    {
        ServicePlanAssigned e => With(e.Ladder, new(e.Plan, e.Version, e.DecisionPosition)),
        ServicePlanEnded e => With(e.Ladder, new(null, null, e.DecisionPosition)),
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a customer's service."),
    };

    /// <summary>
    /// The event that results from a tier decision or an override, or null. Assigning the same plan again changes nothing, even if the plan has a
    /// newer version: the assigned version is kept until the next change. A plan without a version gets one with the first decision after it took
    /// effect.
    /// </summary>
    /// <param name="position">Log position of the assigning event.</param>
    /// <param name="versionOn">Returns the version of a plan in force on a day, or null.</param>
    public object? On(BroughtPlan brought, long position, Func<string, DateOnly, int?> versionOn)
    {
        var current = Ladders.GetValueOrDefault(brought.Ladder);
        if (current is not null && position <= current.DecisionPosition) return null;
        if (brought.Plan is not { } plan)
            return current?.Plan is { } ended ? new ServicePlanEnded(brought.Customer, brought.Ladder, ended, brought.From, brought.By, position)
                : null;
        var version = versionOn(plan, brought.From);
        return current?.Plan == plan && (current.Version is not null || version is null)
            ? null
            : new ServicePlanAssigned(brought.Customer, brought.Ladder, plan, version, brought.From, brought.By, position);
    }

    private CustomerService With(string ladder, LadderService service) =>
        new(new Dictionary<string, LadderService>(Ladders, StringComparer.Ordinal) { [ladder] = service }, Version + 1);
}
