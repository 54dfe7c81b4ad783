using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The parameters of <c>judge.sql</c>, filled again for each batch: columns of callers, streams, keys and events.</summary>
internal sealed class JudgeParameters
{
    private readonly NpgsqlParameter<Guid> _tenant = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<DateTimeOffset> _recorded = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly ParameterColumns _columns = new();

    private readonly List<int> _counts, _streamCaller, _expected, _keyCaller, _caller, _touched, _nth, _schema;
    private readonly List<string> _stream, _scope, _key, _type;
    private readonly List<bool> _closes;
    private readonly List<Guid> _id;
    private readonly List<Guid?> _subject;
    private readonly List<DateTimeOffset> _effective;
    private readonly List<ReadOnlyMemory<byte>> _fingerprint, _outcome, _leaf, _hash, _content;

    internal JudgeParameters()
    {
        _counts = _columns.Add<int>(NpgsqlDbType.Integer);
        _streamCaller = _columns.Add<int>(NpgsqlDbType.Integer);
        _stream = _columns.Add<string>(NpgsqlDbType.Text);
        _expected = _columns.Add<int>(NpgsqlDbType.Integer);
        _closes = _columns.Add<bool>(NpgsqlDbType.Boolean);
        _keyCaller = _columns.Add<int>(NpgsqlDbType.Integer);
        _scope = _columns.Add<string>(NpgsqlDbType.Text);
        _key = _columns.Add<string>(NpgsqlDbType.Text);
        _fingerprint = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _outcome = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _caller = _columns.Add<int>(NpgsqlDbType.Integer);
        _touched = _columns.Add<int>(NpgsqlDbType.Integer);
        _nth = _columns.Add<int>(NpgsqlDbType.Integer);
        _id = _columns.Add<Guid>(NpgsqlDbType.Uuid);
        _type = _columns.Add<string>(NpgsqlDbType.Text);
        _schema = _columns.Add<int>(NpgsqlDbType.Integer);
        _subject = _columns.Add<Guid?>(NpgsqlDbType.Uuid);
        _effective = _columns.Add<DateTimeOffset>(NpgsqlDbType.TimestampTz);
        _leaf = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _hash = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _content = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
    }

    internal void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(_tenant);
        parameters.Add(_recorded);
        _columns.AddTo(parameters);
    }

    /// <param name="tenant">Whose log.</param>
    /// <param name="batch">The callers.</param>
    /// <param name="recorded">The time of their events.</param>
    internal void Fill(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded)
    {
        _tenant.TypedValue = tenant.Value;
        _recorded.TypedValue = recorded;
        _columns.Clear();
        for (var i = 0; i < batch.Count; i++) Add(i + 1, batch[i]);
    }

    private void Add(int caller, Pending pending)
    {
        _counts.Add(pending.Leaves.Length);
        if (pending.Request.Idempotency is { } idempotency)
        {
            _keyCaller.Add(caller);
            _scope.Add(idempotency.Scope);
            _key.Add(idempotency.Key);
            _fingerprint.Add(idempotency.Fingerprint);
            _outcome.Add(idempotency.Outcome);
        }
        var nth = 0;
        foreach (var stream in pending.Request.Streams)
        {
            _streamCaller.Add(caller);
            _stream.Add(stream.Stream.Value);
            _expected.Add(stream.ExpectedVersion ?? -1);
            _closes.Add(stream.Closes);
            foreach (var item in stream.Events) Add(caller, nth + 1, item, pending.Leaves[nth++]);
        }
    }

    private void Add(int caller, int nth, NewEvent item, Evidence.Leaves.StampedLeaf leaf)
    {
        _caller.Add(caller);
        _touched.Add(_stream.Count);
        _nth.Add(nth);
        _id.Add(item.Id);
        _type.Add(item.Type);
        _schema.Add(item.Schema);
        _subject.Add(item.Subject);
        _effective.Add(Micros.Of(item.Effective));
        _leaf.Add(leaf.Bytes);
        _hash.Add(leaf.Hash);
        _content.Add(item.Content);
    }
}
