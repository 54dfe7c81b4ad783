using System.Text.Json.Nodes;

namespace CustomerTiering.Policies;

// Streams: policy/<ladder>, lifecycle-standard, service-plan/<code>, segment-standard/<code>. The actor of each event is the person who acted.

/// <summary>A version was drafted. The document is in canonical form: every number is a plain decimal string.</summary>
public sealed record StandardDrafted(int Version, JsonObject Document, string Digest);

/// <summary>The whole text of the draft was replaced. The person who revised it is now one of its authors.</summary>
public sealed record StandardRevised(int Version, JsonObject Document, string Digest);

/// <summary>The version was submitted for approval. Its text can no longer change.</summary>
public sealed record StandardSubmitted(int Version, string Digest);

/// <summary>A person who is not an author approved the text. The last required approval approves the version.</summary>
/// <param name="Digest">Digest of the text that was approved.</param>
/// <param name="Zone">The frozen offset transitions of its time zone. Decisions always use these.</param>
/// <param name="StandardDigest">SHA-256 of the canonical form of text and zone together, as named by every decision.</param>
/// <param name="Needed">Number of distinct approvers required; absent means one.</param>
/// <param name="UsableUntil">The last day, included, in its zone on which this approval can be used; absent means no limit.</param>
/// <param name="DifferenceDigest">SHA-256 of the canonical form of the difference to the version in force, hex.</param>
/// <param name="TrialDigest">SHA-256 of the canonical form of a trial's result, hex; absent if the approver looked at none.</param>
public sealed record StandardApproved(
    int Version, string Digest, JsonObject Zone, string StandardDigest, string? Comment, int? Needed = null, DateOnly? UsableUntil = null,
    string? DifferenceDigest = null, string? TrialDigest = null);

/// <summary>An approval was not used within its term. All approvals of the version are void, and its text waits for approval again.</summary>
public sealed record ApprovalLapsed(int Version, string Digest);

/// <summary>The text was rejected. It can be revised and submitted again.</summary>
public sealed record StandardRejected(int Version, string Comment);

/// <summary>An approved version was put in force from a day of its time zone on, included, until a later version begins.</summary>
public sealed record StandardPutInForce(int Version, DateOnly From);

/// <summary>
/// The standard was retired. From this day of its time zone on it makes no decisions, and no version of it begins. Earlier decisions stay.
/// </summary>
public sealed record StandardRetired(DateOnly From, string? Reason);
