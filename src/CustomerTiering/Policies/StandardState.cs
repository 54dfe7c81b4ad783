using System.Text.Json.Nodes;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.Policies;

/// <summary>How far a version has come.</summary>
public enum StandardStatus
{
    Draft,
    Submitted,
    Approved,
    InForce,
}

/// <summary>One approval.</summary>
public sealed record StandardApproval(string By, DateTimeOffset At);

/// <summary>One version of a standard.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Status">How far it has come; in force also while it waits for its day or a later one has taken its place.</param>
/// <param name="Document">The text, normalized.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex.</param>
/// <param name="Authors">Everybody who wrote any revision of it: none of them ever approves it.</param>
public sealed record StandardVersion(int Number, StandardStatus Status, JsonObject Document, string Digest, IReadOnlyList<string> Authors)
{
    public IReadOnlyList<StandardApproval> Approvals { get; init; } = [];

    /// <summary>The zone as frozen by the last approval; null before.</summary>
    public JsonObject? Zone { get; init; }

    /// <summary>Digest of text and zone; null before approval.</summary>
    public string? StandardDigest { get; init; }

    /// <summary>First day on which it decides, or null.</summary>
    public DateOnly? From { get; init; }

    /// <summary>When it was put in force, or null. What would have been due before then is not caught up by itself.</summary>
    public DateTimeOffset? PutInForceAt { get; init; }
}

/// <summary>A standard with all its versions.</summary>
public sealed record StandardState(IReadOnlyList<StandardVersion> Versions)
{
    public StandardVersion? Version(int number) => number >= 1 && number <= Versions.Count ? Versions[number - 1] : null;

    /// <summary>The version that decides on a day: of those in force the one that began last.</summary>
    public StandardVersion? InForceOn(DateOnly day) => Versions
        .Where(version => version.From <= day).OrderBy(version => version.From).ThenBy(version => version.PutInForceAt).LastOrDefault();

    public static StandardState Apply(StandardState? state, object body, RecordedEvent recorded)
    {
        state ??= new([]);
        return body switch
        {
            StandardDrafted e => new([.. state.Versions, new(e.Version, StandardStatus.Draft, e.Document, e.Digest, [recorded.Actor])]),
            StandardRevised e => state.With(e.Version, version => version with
            {
                Status = StandardStatus.Draft,
                Document = e.Document,
                Digest = e.Digest,
                Authors = [.. version.Authors.Append(recorded.Actor).Distinct()],
            }),
            StandardSubmitted e => state.With(e.Version, version => version with { Status = StandardStatus.Submitted, Approvals = [] }),
            StandardApproved e => state.With(e.Version, version => version with
            {
                Status = StandardStatus.Approved,
                Zone = e.Zone,
                StandardDigest = e.StandardDigest,
                Approvals = [.. version.Approvals, new(recorded.Actor, recorded.Recorded)],
            }),
            StandardRejected e => state.With(e.Version, version => version with { Status = StandardStatus.Draft, Approvals = [] }),
            StandardPutInForce e => state.With(e.Version, version => version with
            {
                Status = StandardStatus.InForce,
                From = e.From,
                PutInForceAt = recorded.Recorded,
            }),
            _ => throw new InvalidDataException($"{body.GetType().Name} is not an event of a standard."),
        };
    }

    private StandardState With(int number, Func<StandardVersion, StandardVersion> change) =>
        new([.. Versions.Select(version => version.Number == number ? change(version) : version)]);
}
