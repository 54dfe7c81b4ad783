namespace CustomerTiering.ServicePlans;

/// <summary>What serves a customer on one ladder.</summary>
/// <param name="Plan">The plan's code; null after it ended.</param>
/// <param name="Version">Its version; null where none was in force.</param>
/// <param name="DecisionPosition">Position of the decision that brought it: earlier ones change nothing any more.</param>
public sealed record LadderService(string? Plan, int? Version, long DecisionPosition);

/// <summary>What serves a customer, folded from the stream <c>service/&lt;customer&gt;</c>.</summary>
/// <param name="Ladders">By ladder.</param>
/// <param name="Version">The stream's version.</param>
public sealed record CustomerService(IReadOnlyDictionary<string, LadderService> Ladders, int Version)
{
    private const string Prefix = "service/";

    /// <summary>Of a stream that is not there.</summary>
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
    /// What a tier's decision or an override changes: an event, or null. The same plan again changes nothing, though it has another version by now: what was
    /// promised holds until the next change. A plan that had no version gets one with the first decision after it came into force.
    /// </summary>
    /// <param name="brought">The plan.</param>
    /// <param name="position">Position in the log of what brings it.</param>
    /// <param name="versionOn">The version of a plan that is in force on a day, or null.</param>
    public object? On(BroughtPlan brought, long position, Func<string, DateOnly, int?> versionOn)
    {
        var current = Ladders.GetValueOrDefault(brought.Ladder);
        if (current is not null && position <= current.DecisionPosition) return null;
        if (brought.Plan is not { } plan)
            return current?.Plan is { } ended ? new ServicePlanEnded(brought.Customer, brought.Ladder, ended, brought.From, brought.By, position) : null;
        var version = versionOn(plan, brought.From);
        return current?.Plan == plan && (current.Version is not null || version is null)
            ? null
            : new ServicePlanAssigned(brought.Customer, brought.Ladder, plan, version, brought.From, brought.By, position);
    }

    private CustomerService With(string ladder, LadderService service) =>
        new(new Dictionary<string, LadderService>(Ladders, StringComparer.Ordinal) { [ladder] = service }, Version + 1);
}
