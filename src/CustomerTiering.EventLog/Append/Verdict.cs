using Npgsql;

namespace CustomerTiering.EventLog.Append;

/// <summary>The answer of <c>judge.sql</c> for one caller.</summary>
/// <param name="Before">The position before the first event; null if nothing was appended.</param>
/// <param name="Rank">The objection, as numbered in <c>judge.sql</c>; 0 for none.</param>
/// <param name="Position">The position of the event found; the expected version for rank 6.</param>
/// <param name="Number">A count, or the stream's version.</param>
/// <param name="Name">A stream or a key.</param>
/// <param name="Id">The event found.</param>
/// <param name="Answer">The kept outcome of an idempotency key.</param>
internal readonly record struct Verdict(long? Before, int Rank, long Position, int Number, string? Name, Guid? Id, byte[]? Answer)
{
    internal static Verdict Accepted(long before) => new(before, 0, 0, 0, null, null, null);

    internal static Verdict Read(NpgsqlDataReader reader) => new(
        reader.IsDBNull(1) ? null : reader.GetInt64(1),
        reader.GetInt32(2),
        reader.GetInt64(3),
        reader.GetInt32(4),
        reader.IsDBNull(5) ? null : reader.GetString(5),
        reader.IsDBNull(6) ? null : reader.GetGuid(6),
        reader.IsDBNull(7) ? null : reader.GetFieldValue<byte[]>(7));

    /// <summary>Whether the idempotency key, or an event id with the same content, is already known.</summary>
    internal bool IsRepetition => Rank is 1 or 4;

    internal AppendOutcome ToOutcome(int count, DateTimeOffset recorded) => Rank switch
    {
        0 => new AppendOutcome.Appended(Before!.Value + Math.Min(count, 1), count, recorded),
        1 => new AppendOutcome.Replayed(Position, Number, Answer),
        2 => new AppendOutcome.KeyReused(Name!),
        3 => new AppendOutcome.IdReused(Id!.Value, Position),
        4 => new AppendOutcome.Duplicate(Id!.Value, Position),
        5 => new AppendOutcome.Closed(new(Name!)),
        6 => new AppendOutcome.Conflict(new(Name!), (int)Position, Number),
        _ => throw new InvalidOperationException($"There is no objection {Rank}."),
    };
}
