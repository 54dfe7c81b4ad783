using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>How far an override has come.</summary>
public enum OverrideStatus
{
    /// <summary>Asked for, and waiting for approvals.</summary>
    Requested,

    /// <summary>Refused by an approver.</summary>
    Rejected,

    /// <summary>Its last day passed before enough people had approved it; never stored, time alone says it.</summary>
    Lapsed,

    /// <summary>Approved, and waiting for its first day.</summary>
    Granted,

    /// <summary>It bears on the effective tier.</summary>
    InForce,

    /// <summary>Taken back.</summary>
    Revoked,

    /// <summary>Its last day is over.</summary>
    Expired,

    /// <summary>Over since the customer left the ladder.</summary>
    Ended,
}

/// <summary>What somebody did about an override.</summary>
/// <param name="Text">What they said, sealed.</param>
public sealed record OverrideStep(string By, DateTimeOffset At, SealedField? Text);

/// <summary>An override, whole: asked for, approved or rejected, in force, over.</summary>
/// <param name="Status">How far it has come, as recorded.</param>
/// <param name="Kind">How it bears on the held tier.</param>
/// <param name="Tier">Code of its tier.</param>
/// <param name="From">The first day that was asked for, included.</param>
/// <param name="Until">The last day that was asked for, included.</param>
/// <param name="Reason">The reason code.</param>
/// <param name="Evidence">Ids of what it rests on.</param>
/// <param name="Computed">What facts and criteria said when it was asked for.</param>
/// <param name="Held">What was held then.</param>
/// <param name="Needed">How many people besides the requester must approve.</param>
/// <param name="Request">Who asked, when, and the reason in words.</param>
/// <param name="Approvals">Who approved it.</param>
/// <param name="Rejection">Who refused it.</param>
/// <param name="Revocation">Who took it back.</param>
/// <param name="FirstDay">The first day for which it was granted: that of the last approval, if that came later than <paramref name="From"/>.</param>
/// <param name="LastDay">Its last day in force, once it is over; null then if it never was.</param>
/// <param name="Version">How many things happened to it: what a change of it names in If-Match.</param>
public sealed record OverrideRecord(
    Guid Id, OverrideStatus Status, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until, string Reason, IReadOnlyList<string> Evidence, string Computed,
    string Held, int Needed, OverrideStep Request, IReadOnlyList<OverrideStep> Approvals, OverrideStep? Rejection = null, OverrideStep? Revocation = null,
    DateOnly? FirstDay = null, DateOnly? LastDay = null, int Version = 1)
{
    /// <summary>Whether it may yet bear on the effective tier, on a day or later.</summary>
    public bool IsOpen(DateOnly day) => StatusOn(day) is OverrideStatus.Requested or OverrideStatus.Granted or OverrideStatus.InForce;

    /// <summary>How far it has come by a day: a request whose last day is over has lapsed.</summary>
    public OverrideStatus StatusOn(DateOnly day) => Status == OverrideStatus.Requested && Until < day ? OverrideStatus.Lapsed : Status;

    /// <summary>The override as it bears on tiers; null where it was not granted, or not in force for a day.</summary>
    public TierOverride? Granted => FirstDay is not { } first ? null
        : Status is OverrideStatus.Granted or OverrideStatus.InForce ? new(Kind, Tier, first, Until)
        : LastDay is { } last ? new(Kind, Tier, first, last) : null;
}
