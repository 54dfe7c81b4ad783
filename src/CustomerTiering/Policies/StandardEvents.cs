using System.Text.Json.Nodes;

namespace CustomerTiering.Policies;

// Streams: policy/<ladder> for tier policies, lifecycle-standard for the lifecycle, service-plan/<code> for service plans, segment-standard/<code> for segments. Who
// did it is the actor of each event.

/// <summary>A version was begun. The document stands as normalized: every number a plain decimal string.</summary>
public sealed record StandardDrafted(int Version, JsonObject Document, string Digest);

/// <summary>The draft has another text, whole; whoever revised it is one of its authors from now on.</summary>
public sealed record StandardRevised(int Version, JsonObject Document, string Digest);

/// <summary>The text can't change any more; others may approve it.</summary>
public sealed record StandardSubmitted(int Version, string Digest);

/// <summary>Somebody who is no author approved the text; with the last of as many as were needed then, the version is approved.</summary>
/// <param name="Version">Which version.</param>
/// <param name="Digest">Digest of the text that was approved.</param>
/// <param name="Zone">The offset transitions of its time zone, frozen: decisions use these for ever.</param>
/// <param name="StandardDigest">SHA-256 of the canonical form of text and zone together, which every decision names.</param>
/// <param name="Comment">What the approver remarked.</param>
/// <param name="Needed">How many different people must approve; nothing: one.</param>
/// <param name="UsableUntil">The last day of its zone on which this approval can be used, included; nothing: for ever.</param>
/// <param name="DifferenceDigest">SHA-256 of the canonical form of the difference to the version in force, hex.</param>
/// <param name="TrialDigest">SHA-256 of the canonical form of a trial's result, hex; nothing where none was looked at.</param>
public sealed record StandardApproved(
    int Version, string Digest, JsonObject Zone, string StandardDigest, string? Comment, int? Needed = null, DateOnly? UsableUntil = null,
    string? DifferenceDigest = null, string? TrialDigest = null);

/// <summary>An approval was not used within its term: all of the version's approvals are void, and its text waits for approval again.</summary>
public sealed record ApprovalLapsed(int Version, string Digest);

/// <summary>Somebody refused the text; it can be revised and submitted again.</summary>
public sealed record StandardRejected(int Version, string Comment);

/// <summary>An approved version decides from this day of its zone on, that day included, until a later one does.</summary>
public sealed record StandardPutInForce(int Version, DateOnly From);

/// <summary>From this day of its zone on the standard decides nothing any more, and no version of it begins. What it decided before stays.</summary>
public sealed record StandardRetired(DateOnly From, string? Reason);
