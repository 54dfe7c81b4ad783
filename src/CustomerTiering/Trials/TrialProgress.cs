using CustomerTiering.EventLog.Work;

namespace CustomerTiering.Trials;

/// <summary>The progress of a trial.</summary>
/// <param name="Id">The id of the run.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Drafts">The drafts without their texts.</param>
/// <param name="From">The day on which the drafts come into force.</param>
/// <param name="To">The last day, inclusive.</param>
/// <param name="Digest">SHA-256 of the result's canonical form, hex; recorded by approvals.</param>
/// <param name="Result">The result, once the trial is done.</param>
/// <param name="Failure">Why a chunk failed permanently.</param>
/// <param name="Segment">The segment of the customers on the last day; null for all customers.</param>
/// <param name="CarryHeld">Whether tiers held before are carried into the drafts.</param>
public sealed record TrialProgress(
    Guid Id, RunState State, int Chunks, int ChunksDone, IReadOnlyList<TriedText> Drafts, DateOnly From, DateOnly To, string Actor,
    DateTimeOffset Created, DateTimeOffset? Ended, string? Digest, TrialResult? Result, string? Failure, string? Segment, bool CarryHeld);

/// <summary>Identifies a tried text.</summary>
/// <param name="Name">The ladder.</param>
/// <param name="Version">From 1; 0 for a document that is not a version.</param>
/// <param name="Digest">SHA-256 of the canonical form, hex.</param>
public sealed record TriedText(string Name, int Version, string Digest);
