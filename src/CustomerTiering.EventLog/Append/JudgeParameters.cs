using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The parameters of <c>judge.sql</c>, refilled for each batch: columns of callers, streams, keys and events.</summary>
internal sealed class JudgeParameters
{
    private readonly NpgsqlParameter<Guid> _tenant = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<DateTimeOffset> _recorded = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly ParameterColumns _columns = new();

    private readonly List<int> _counts, _streamCaller, _expected, _keyCaller, _caller, _touched, _nth;
    private readonly List<string> _stream;
    private readonly List<bool> _closes;
    private readonly KeyParameters _keys;
    private readonly EventParameters _events;

    internal JudgeParameters()
    {
        _counts = _columns.Add<int>(NpgsqlDbType.Integer);
        _streamCaller = _columns.Add<int>(NpgsqlDbType.Integer);
        _stream = _columns.Add<string>(NpgsqlDbType.Text);
        _expected = _columns.Add<int>(NpgsqlDbType.Integer);
        _closes = _columns.Add<bool>(NpgsqlDbType.Boolean);
        _keyCaller = _columns.Add<int>(NpgsqlDbType.Integer);
        _keys = new(_columns);
        _caller = _columns.Add<int>(NpgsqlDbType.Integer);
        _touched = _columns.Add<int>(NpgsqlDbType.Integer);
        _nth = _columns.Add<int>(NpgsqlDbType.Integer);
        _events = new(_columns);
    }

    internal void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(_tenant);
        parameters.Add(_recorded);
        _columns.AddTo(parameters);
    }

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
            _keys.Add(idempotency);
        }
        var nth = 0;
        foreach (var stream in pending.Request.Streams)
        {
            _streamCaller.Add(caller);
            _stream.Add(stream.Stream.Value);
            _expected.Add(stream.ExpectedVersion ?? -1);
            _closes.Add(stream.Closes);
            foreach (var item in stream.Events)
            {
                _caller.Add(caller);
                _touched.Add(_stream.Count);
                _nth.Add(nth + 1);
                _events.Add(item, pending.Leaves[nth++]);
            }
        }
    }
}
