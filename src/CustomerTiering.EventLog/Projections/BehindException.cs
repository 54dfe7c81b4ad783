namespace CustomerTiering.EventLog.Projections;

/// <summary>Read models or followers have not reached a position of the log in time: what would be listed from them would leave something out.</summary>
/// <param name="names">The projections and followers that were waited for.</param>
/// <param name="position">The position that at least one of them has not reached.</param>
public sealed class BehindException(IReadOnlyCollection<string> names, long position)
    : Exception($"Not all of {string.Join(", ", names)} have reached position {position} of the log: one of them is stopped or still catching up; see status.");
