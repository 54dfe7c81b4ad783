namespace CustomerTiering.EventLog.Projections;

/// <summary>Read models or followers did not reach a position in time, so answers from them would be incomplete.</summary>
/// <param name="names">The projections and followers that were awaited.</param>
/// <param name="position">The position that at least one of them has not reached.</param>
public sealed class BehindException(IReadOnlyCollection<string> names, long position)
    : Exception($"Not all of {string.Join(", ", names)} have reached position {position} of the log: one of them is stopped or still catching up; "
        + $"see status.");
