using CustomerTiering.EventLog.Work;

namespace CustomerTiering.Trials;

/// <summary>How far a trial is.</summary>
/// <param name="Id">The run.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Chunks">How many pieces it has.</param>
/// <param name="ChunksDone">How many of them are done.</param>
/// <param name="Drafts">What is tried, without the texts.</param>
/// <param name="From">The day on which they come into force.</param>
/// <param name="To">The last day.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="Digest">SHA-256 over the canonical form of the result, hex: what an approval records.</param>
/// <param name="Result">What came out, once it is done.</param>
/// <param name="Failure">Why a piece failed for good.</param>
/// <param name="Segment">The segment in which customers are on the last day; null for everybody.</param>
/// <param name="CarryHeld">Whether the tiers held before go on under the drafts.</param>
public sealed record TrialProgress(
    Guid Id, RunState State, int Chunks, int ChunksDone, IReadOnlyList<TriedText> Drafts, DateOnly From, DateOnly To, string Actor,
    DateTimeOffset Created, DateTimeOffset? Ended, string? Digest, TrialResult? Result, string? Failure, string? Segment, bool CarryHeld);

/// <summary>Which text is tried.</summary>
/// <param name="Name">The ladder.</param>
/// <param name="Version">From 1; 0 for a document that is no version.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex.</param>
public sealed record TriedText(string Name, int Version, string Digest);
