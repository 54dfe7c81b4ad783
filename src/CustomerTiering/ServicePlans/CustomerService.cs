using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Tiering;

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
    /// What a tier's decision changes: an event, or null. The same plan again changes nothing, though it has another version by now: what was promised
    /// holds until the next change. A plan that had no version gets one with the first decision after it came into force.
    /// </summary>
    /// <param name="decided">The decision.</param>
    /// <param name="id">Its id.</param>
    /// <param name="position">Its position in the log.</param>
    /// <param name="versionOn">The version of a plan that is in force on a day, or null.</param>
    public object? On(TierDecided decided, Guid id, long position, Func<string, DateOnly, int?> versionOn)
    {
        // What served in the past did: a decision that was made late, and that another followed already, changes no plan.
        if (decided.FollowedBy is not null) return null;
        var current = Ladders.GetValueOrDefault(decided.Ladder);
        if (current is not null && position <= current.DecisionPosition) return null;
        // A downgrade takes effect the day after its as-of day; a tier that stays began long ago, but its plan changes now.
        var from = decided.EffectiveFrom > decided.Assessed.AsOf ? decided.EffectiveFrom : decided.Assessed.AsOf;
        if (decided.ServicePlan is not { } plan)
            return current?.Plan is { } ended ? new ServicePlanEnded(decided.Customer, decided.Ladder, ended, from, id, position) : null;
        var version = versionOn(plan, from);
        return current?.Plan == plan && (current.Version is not null || version is null)
            ? null
            : new ServicePlanAssigned(decided.Customer, decided.Ladder, plan, version, from, id, position);
    }

    private CustomerService With(string ladder, LadderService service) =>
        new(new Dictionary<string, LadderService>(Ladders, StringComparer.Ordinal) { [ladder] = service }, Version + 1);
}
