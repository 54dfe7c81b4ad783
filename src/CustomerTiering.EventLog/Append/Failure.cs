using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>What a database exception implies for the transaction.</summary>
internal enum Failure
{
    /// <summary>Rolled back because of a deadlock, serialization failure or lock timeout; worth a retry.</summary>
    Transient,

    /// <summary>Rolled back because the database lacks a resource, such as disk space; the request is not at fault.</summary>
    Shortage,

    /// <summary>The connection was lost: the commit is in doubt.</summary>
    Lost,

    /// <summary>Rolled back; a retry would fail again.</summary>
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
        ObjectDisposedException => Failure.Lost, // thrown by the driver when it closes a reader of a broken connection
        _ => Failure.Definite,
    };
}
