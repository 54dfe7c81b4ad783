using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The parameters of <c>judge.sql</c>, filled again for each batch: columns of callers, streams, keys and events.</summary>
internal sealed class JudgeParameters
{
    private readonly NpgsqlParameter<Guid> _tenant = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<DateTimeOffset> _recorded = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<bool> _looksUp = new() { NpgsqlDbType = NpgsqlDbType.Boolean };
    private readonly List<NpgsqlParameter> _columns = [];
    private readonly List<Action> _clear = [];

    private readonly List<int> _counts, _streamCaller, _expected, _keyCaller, _caller, _touched, _nth, _schema;
    private readonly List<string> _stream, _scope, _key, _type;
    private readonly List<bool> _closes;
    private readonly List<Guid> _id;
    private readonly List<Guid?> _subject;
    private readonly List<DateTimeOffset> _effective;
    private readonly List<ReadOnlyMemory<byte>> _fingerprint, _outcome, _leaf, _hash, _content;

    internal JudgeParameters()
    {
        _counts = Column<int>(NpgsqlDbType.Integer);
        _streamCaller = Column<int>(NpgsqlDbType.Integer);
        _stream = Column<string>(NpgsqlDbType.Text);
        _expected = Column<int>(NpgsqlDbType.Integer);
        _closes = Column<bool>(NpgsqlDbType.Boolean);
        _keyCaller = Column<int>(NpgsqlDbType.Integer);
        _scope = Column<string>(NpgsqlDbType.Text);
        _key = Column<string>(NpgsqlDbType.Text);
        _fingerprint = Column<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _outcome = Column<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _caller = Column<int>(NpgsqlDbType.Integer);
        _touched = Column<int>(NpgsqlDbType.Integer);
        _nth = Column<int>(NpgsqlDbType.Integer);
        _id = Column<Guid>(NpgsqlDbType.Uuid);
        _type = Column<string>(NpgsqlDbType.Text);
        _schema = Column<int>(NpgsqlDbType.Integer);
        _subject = Column<Guid?>(NpgsqlDbType.Uuid);
        _effective = Column<DateTimeOffset>(NpgsqlDbType.TimestampTz);
        _leaf = Column<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _hash = Column<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _content = Column<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
    }

    internal void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(_tenant);
        parameters.Add(_recorded);
        foreach (var column in _columns) parameters.Add(column);
        parameters.Add(_looksUp);
    }

    /// <param name="tenant">Whose log.</param>
    /// <param name="batch">The callers.</param>
    /// <param name="recorded">The time of their events.</param>
    /// <param name="presume">That no key and no event id was there before: what is not so fails the whole statement.</param>
    internal void Fill(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded, bool presume)
    {
        _looksUp.TypedValue = !presume;
        _tenant.TypedValue = tenant.Value;
        _recorded.TypedValue = recorded;
        foreach (var clear in _clear) clear();
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

    private List<T> Column<T>(NpgsqlDbType type)
    {
        var values = new List<T>();
        _columns.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        _clear.Add(values.Clear);
        return values;
    }
}
