namespace CustomerTiering.EventLog.Projections;

/// <summary>One generation of a projection while events are folded into it: what is stored, and what is in memory on top of it.</summary>
internal sealed class FoldTarget(Projection projection, int generation, bool live, long position)
{
    internal Projection Projection { get; } = projection;
    internal int Generation { get; } = generation;
    internal bool Live { get; } = live;

    /// <summary>The position that is stored. Whoever stores the next one compares it first.</summary>
    internal long Position { get; set; } = position;

    internal Fold Fold { get; } = projection.Begin();

    /// <summary>Whether the table can't have a row that is not in memory: nothing was stored yet, or nothing was forgotten since.</summary>
    internal bool AllInMemory { get; set; } = position == 0;

    /// <summary>Another worker has moved the position, or the generation was replaced: what is in memory is void.</summary>
    internal bool Superseded { get; set; }

    /// <summary>What could not be folded or stored; what is in memory is void.</summary>
    internal FoldFailedException? Failure { get; set; }

    /// <summary>The position up to which it was tried to fold and store when it failed.</summary>
    internal long FailedBy { get; set; }

    internal bool Active => !Superseded && Failure is null;

    internal string State => Live ? "running" : "rebuilding";
}

/// <summary>How much is folded before it is stored.</summary>
/// <param name="Bytes">The bytes of views that all targets of a run together may hold; above, they are stored and forgotten.</param>
/// <param name="Events">After so many positions what is folded is stored, and becomes visible.</param>
internal sealed record FoldLimits(long Bytes, long Events);
