using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>What an exception of the database says about the transaction it ended.</summary>
internal enum Failure
{
    /// <summary>Rolled back by no fault of its own: deadlock, serialization, lock timeout. Worth trying again.</summary>
    Transient,

    /// <summary>Rolled back since the database is short of something, as disk; nothing is wrong with the request.</summary>
    Shortage,

    /// <summary>The connection is gone: committed or not, nobody told.</summary>
    Lost,

    /// <summary>Rolled back, and would be again.</summary>
    Definite,
}

internal static class Failures
{
    internal static Failure Of(Exception exception) => exception switch
    {
        PostgresException { SqlState: "40P01" or "40001" or "55P03" } => Failure.Transient,
        PostgresException { SqlState: ['5', '3', ..] or "58030" or "25006" } => Failure.Shortage,
        PostgresException { SqlState: ['5', '7', 'P', ..] or ['0', '8', ..] } => Failure.Lost,
        PostgresException => Failure.Definite,
        NpgsqlException or IOException or System.Net.Sockets.SocketException or TimeoutException => Failure.Lost,
        ObjectDisposedException => Failure.Lost, // what the driver throws while it closes a reader of a connection that broke
        _ => Failure.Definite,
    };
}
