using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The idempotency key columns of the statements, in the order of their parameters.</summary>
internal sealed class KeyParameters(ParameterColumns columns)
{
    private readonly List<string> _scope = columns.Add<string>(NpgsqlDbType.Text);
    private readonly List<string> _key = columns.Add<string>(NpgsqlDbType.Text);
    private readonly List<ReadOnlyMemory<byte>> _fingerprint = columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
    private readonly List<ReadOnlyMemory<byte>> _outcome = columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);

    internal void Add(Idempotency idempotency)
    {
        _scope.Add(idempotency.Scope);
        _key.Add(idempotency.Key);
        _fingerprint.Add(idempotency.Fingerprint);
        _outcome.Add(idempotency.Outcome);
    }
}
