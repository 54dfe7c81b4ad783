using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.ServicePlans;

/// <summary>One version of a plan.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Plan">What it says.</param>
/// <param name="Position">Position of its publication in the log: decisions after it assign it.</param>
/// <param name="Published">When.</param>
/// <param name="By">By whom.</param>
public sealed record ServicePlanVersion(int Number, ServicePlan Plan, long Position, DateTimeOffset Published, string By);

/// <summary>That a plan was retired.</summary>
/// <param name="Position">Where in the log: decisions after it assign the plan without a version.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record ServicePlanRetirement(long Position, DateTimeOffset At, string Reason);

/// <summary>A plan with all its versions, folded from the stream <c>service-plan/&lt;code&gt;</c>.</summary>
/// <param name="Versions">In their order; the last is the one that is assigned now.</param>
/// <param name="Retired">That it was retired, or null.</param>
public sealed record ServicePlanState(IReadOnlyList<ServicePlanVersion> Versions, ServicePlanRetirement? Retired = null)
{
    internal const string Prefix = "service-plan/";

    public static StreamId Stream(string code) => new(Prefix + code);

    internal ServicePlanVersion Last => Versions[^1];

    /// <summary>The version that a decision at this position of the log assigns; null before the first and after retirement.</summary>
    public ServicePlanVersion? InForceAt(long position) =>
        Retired?.Position < position ? null : Versions.LastOrDefault(version => version.Position < position);

    public static ServicePlanState Apply(ServicePlanState? state, object body, RecordedEvent recorded) => body switch
    {
        ServicePlanPublished e => new([.. state?.Versions ?? [], new(e.Version, e.Plan, recorded.Position, recorded.Recorded, recorded.Actor)]),
        ServicePlanRetired e => state! with { Retired = new(recorded.Position, recorded.Recorded, e.Reason) },
        _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a service plan."),
    };
}
