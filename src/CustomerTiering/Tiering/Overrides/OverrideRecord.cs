using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>The status of an override.</summary>
public enum OverrideStatus
{
    /// <summary>Waiting for approvals.</summary>
    Requested,

    /// <summary>Rejected by an approver.</summary>
    Rejected,

    /// <summary>The last day passed before all approvals were given. Never stored; derived from the date.</summary>
    Lapsed,

    /// <summary>Approved; waiting for its first day.</summary>
    Granted,

    /// <summary>Applies to the effective tier.</summary>
    InForce,

    /// <summary>Revoked.</summary>
    Revoked,

    /// <summary>The last day is over.</summary>
    Expired,

    /// <summary>Ended because the customer left the ladder.</summary>
    Ended,
}

/// <summary>A request, approval, rejection or revocation.</summary>
public sealed record OverrideStep(string By, DateTimeOffset At, SealedField? Text);

/// <summary>An override with its complete history.</summary>
/// <param name="Status">The recorded status; see <see cref="StatusOn"/> for lapsed requests.</param>
/// <param name="From">The first requested day, inclusive.</param>
/// <param name="Until">The last requested day, inclusive.</param>
/// <param name="Evidence">Ids of supporting evidence.</param>
/// <param name="Computed">The computed tier at the time of the request.</param>
/// <param name="Held">The held tier at the time of the request.</param>
/// <param name="Needed">How many people besides the requester must approve.</param>
/// <param name="FirstDay">The first granted day: the day of the last approval if that is later than <paramref name="From"/>.</param>
/// <param name="LastDay">The last day in force, once the override is over; null if it never was in force.</param>
/// <param name="Version">The number of events of this override, for If-Match.</param>
public sealed record OverrideRecord(
    Guid Id, OverrideStatus Status, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until, string Reason, IReadOnlyList<string> Evidence,
    string Computed,
    string Held, int Needed, OverrideStep Request, IReadOnlyList<OverrideStep> Approvals, OverrideStep? Rejection = null,
    OverrideStep? Revocation = null,
    DateOnly? FirstDay = null, DateOnly? LastDay = null, int Version = 1)
{
    /// <summary>Whether it may still apply to the effective tier on a day or later.</summary>
    public bool IsOpen(DateOnly day) => StatusOn(day) is OverrideStatus.Requested or OverrideStatus.Granted or OverrideStatus.InForce;

    /// <summary>The status on a day: a request whose last day is over has lapsed.</summary>
    public OverrideStatus StatusOn(DateOnly day) => Status == OverrideStatus.Requested && Until < day ? OverrideStatus.Lapsed : Status;

    /// <summary>The override as the rules see it; null if it was not granted or was never in force.</summary>
    public TierOverride? Granted => FirstDay is not { } first ? null
        : Status is OverrideStatus.Granted or OverrideStatus.InForce ? new(Kind, Tier, first, Until)
        : LastDay is { } last ? new(Kind, Tier, first, last) : null;
}
