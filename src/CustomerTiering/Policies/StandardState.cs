using System.Text.Json.Nodes;

namespace CustomerTiering.Policies;

/// <summary>
/// Status of a version. <see cref="Scheduled"/> and the statuses after <see cref="InForce"/> depend on the day: see
/// <see cref="StandardState.StatusOn"/>.
/// </summary>
public enum StandardStatus
{
    Draft,
    Submitted,
    Rejected,
    Approved,
    Lapsed,
    Scheduled,
    InForce,
    Superseded,
    Retired,
}

/// <summary>One approval.</summary>
/// <param name="UsableUntil">The last day on which it can be used, in the version's zone; null for no limit.</param>
/// <param name="DifferenceDigest">SHA-256 of the approved difference to the version in force, hex.</param>
/// <param name="TrialDigest">SHA-256 of the result of the trial that the approver looked at, hex; null if none.</param>
public sealed record StandardApproval(
    string By, DateTimeOffset At, DateOnly? UsableUntil = null, string? DifferenceDigest = null, string? TrialDigest = null);

/// <summary>One version of a standard.</summary>
/// <param name="Status">The recorded status. In force includes scheduled and superseded versions.</param>
/// <param name="Document">The text, normalized.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex.</param>
/// <param name="Authors">Everyone who wrote any revision. Authors can never approve.</param>
public sealed record StandardVersion(int Number, StandardStatus Status, JsonObject Document, string Digest, IReadOnlyList<string> Authors)
{
    /// <summary>The approvals that count: of the current text, each by another person.</summary>
    public IReadOnlyList<StandardApproval> Approvals { get; init; } = [];

    /// <summary>The last day on which these approvals allow putting it in force; null if none of them lapses.</summary>
    internal DateOnly? UsableUntil => Approvals.Min(approval => approval.UsableUntil);

    /// <summary>The zone as frozen by the last approval; null before approval.</summary>
    public JsonObject? Zone { get; init; }

    /// <summary>Digest of text and zone; null before approval.</summary>
    public string? StandardDigest { get; init; }

    /// <summary>First day on which it decides, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>When it was put in force, or null. Nothing that fell due before then is caught up automatically.</summary>
    public DateTimeOffset? PutInForceAt { get; init; }

    /// <summary>The status on a day. An approval that was not used in time has lapsed, even if the lapse is not recorded yet.</summary>
    internal StandardStatus StatusOn(DateOnly day) =>
        Status is StandardStatus.Submitted or StandardStatus.Approved && UsableUntil < day ? StandardStatus.Lapsed : Status;

    /// <summary>The current day in the version's zone; in UTC before approval.</summary>
    internal DateOnly TodayAt(DateTimeOffset now) => (ZoneRules.TryParse(Zone, out var zone) ? zone : ZoneRules.Utc).DayOf(Instant.Of(now));
}

/// <summary>The retirement of a standard.</summary>
/// <param name="From">The first day on which the standard no longer decides.</param>
/// <param name="At">When the retirement was recorded.</param>
public sealed record StandardRetirement(DateOnly From, DateTimeOffset At, string By, string? Reason);

/// <summary>A standard with all its versions.</summary>
/// <param name="Retired">The retirement, or null.</param>
public sealed record StandardState(IReadOnlyList<StandardVersion> Versions, StandardRetirement? Retired = null)
{
    public StandardVersion? Version(int number) => number >= 1 && number <= Versions.Count ? Versions[number - 1] : null;

    /// <summary>The version that decides on a day: of those in force, the one that began last. Null from the day of retirement on.</summary>
    public StandardVersion? InForceOn(DateOnly day) => Retired?.From <= day ? null : Begun(day);

    /// <summary>The status of a version on a day.</summary>
    public StandardStatus StatusOn(StandardVersion version, DateOnly day)
    {
        if (version.From is not { } from) return version.StatusOn(day);
        if (Retired is { } retired && (retired.From <= day || retired.From <= from)) return StandardStatus.Retired;
        return from > day ? StandardStatus.Scheduled : Begun(day) == version ? StandardStatus.InForce : StandardStatus.Superseded;
    }

    public static StandardState Apply(StandardState? state, object body, RecordedEvent recorded) =>
        Apply(state, body, recorded.Actor, recorded.Recorded);

    /// <param name="state">The previous state; null for a new standard.</param>
    /// <param name="at">When the event was recorded, or would be.</param>
    internal static StandardState Apply(StandardState? state, object body, string actor, DateTimeOffset at)
    {
        state ??= new([]);
        return body switch
        {
            StandardDrafted e => state with { Versions = [.. state.Versions, new(e.Version, StandardStatus.Draft, e.Document, e.Digest, [actor])] },
            StandardRevised e => state.With(e.Version, version => version with
            {
                Status = StandardStatus.Draft,
                Document = e.Document,
                Digest = e.Digest,
                Authors = [.. version.Authors.Append(actor).Distinct()],
            }),
            StandardSubmitted e => state.With(e.Version, version => version with { Status = StandardStatus.Submitted, Approvals = [] }),
            StandardApproved e => state.With(e.Version, version => version with
            {
                Status = version.Approvals.Count + 1 < e.Needed ? StandardStatus.Submitted : StandardStatus.Approved,
                Zone = e.Zone,
                StandardDigest = e.StandardDigest,
                Approvals = [.. version.Approvals, new(actor, at, e.UsableUntil, e.DifferenceDigest, e.TrialDigest)],
            }),
            ApprovalLapsed e => state.With(e.Version, version => version with { Status = StandardStatus.Lapsed, Approvals = [] }),
            StandardRejected e => state.With(e.Version, version => version with { Status = StandardStatus.Rejected, Approvals = [] }),
            StandardPutInForce e => state.With(e.Version, version => version with
            {
                Status = StandardStatus.InForce,
                From = e.From,
                PutInForceAt = at,
            }),
            StandardRetired e => state with { Retired = new(e.From, at, actor, e.Reason) },
            _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a standard."),
        };
    }

    private StandardVersion? Begun(DateOnly day) => Versions
        .Where(version => version.From <= day).OrderBy(version => version.From).ThenBy(version => version.PutInForceAt).LastOrDefault();

    private StandardState With(int number, Func<StandardVersion, StandardVersion> change) =>
        this with { Versions = [.. Versions.Select(version => version.Number == number ? change(version) : version)] };
}
