namespace CustomerTiering.EventLog.Projections;

/// <summary>One generation of a projection during a fold: its stored checkpoint, and the views in memory on top of it.</summary>
internal sealed class FoldTarget(Projection projection, int generation, bool live, long position)
{
    internal Projection Projection { get; } = projection;
    internal int Generation { get; } = generation;
    internal bool Live { get; } = live;

    /// <summary>The stored checkpoint, compared before the next one is stored.</summary>
    internal long Position { get; set; } = position;

    internal Fold Fold { get; } = projection.Begin();

    /// <summary>Whether all rows of the table are in memory: nothing was stored before, or nothing was dropped since.</summary>
    internal bool AllInMemory { get; set; } = position == 0;

    /// <summary>Another worker moved the checkpoint, or the generation was replaced: the views in memory are invalid.</summary>
    internal bool Superseded { get; set; }

    /// <summary>Why a fold or store failed, or null; on failure the views in memory are invalid.</summary>
    internal FoldFailedException? Failure { get; set; }

    /// <summary>The position up to which the failed fold or store would have gone.</summary>
    internal long FailedBy { get; set; }

    internal bool Active => !Superseded && Failure is null;

    internal string State => Live ? "running" : "rebuilding";
}

/// <summary>When folded views are stored.</summary>
/// <param name="Bytes">The memory limit for the views of all targets of a run; above it, views are stored and dropped.</param>
/// <param name="Events">The number of positions after which views are stored, and become visible.</param>
internal sealed record FoldLimits(long Bytes, long Events);
