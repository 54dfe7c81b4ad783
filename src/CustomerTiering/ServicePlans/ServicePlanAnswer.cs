namespace CustomerTiering.ServicePlans;

/// <summary>Whether a plan is to be had.</summary>
public enum ServicePlanStatus
{
    /// <summary>It is assigned by the decisions that name it.</summary>
    Published,

    /// <summary>Whoever has it keeps it; it is given to nobody any more.</summary>
    Retired,

    /// <summary>A decision names it, and nothing was published under its code by then.</summary>
    Unpublished,
}

/// <summary>What the caller of a command is told.</summary>
/// <param name="Code">The plan.</param>
/// <param name="Version">Its last version.</param>
/// <param name="Status">published or retired.</param>
public sealed record ServicePlanAnswer(string Code, int Version, ServicePlanStatus Status);

/// <summary>A plan, its last version whole.</summary>
/// <param name="Code">By which policies name it.</param>
/// <param name="Version">From 1.</param>
/// <param name="Status">published or retired.</param>
/// <param name="Name">By language.</param>
/// <param name="Entitlements">What its customers are entitled to.</param>
/// <param name="Published">When this version was published.</param>
/// <param name="RetiredBecause">Why it was retired.</param>
/// <param name="Versions">All versions, where one plan was asked for.</param>
public sealed record ServicePlanDetails(
    string Code, int Version, ServicePlanStatus Status, IReadOnlyDictionary<string, string> Name, Entitlements Entitlements, DateTimeOffset Published,
    string? RetiredBecause, IReadOnlyList<ServicePlanVersion>? Versions)
{
    internal static ServicePlanDetails Of(ServicePlanState state, bool withVersions) => new(
        state.Last.Plan.Code, state.Last.Number, StatusOf(state), state.Last.Plan.Name, state.Last.Plan.Entitlements, state.Last.Published, state.Retired?.Reason,
        withVersions ? state.Versions : null);

    internal static ServicePlanStatus StatusOf(ServicePlanState state) => state.Retired is null ? ServicePlanStatus.Published : ServicePlanStatus.Retired;
}
