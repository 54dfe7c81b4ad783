using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The parameters of <c>move.sql</c>, <c>presumed.sql</c> and <c>keep.sql</c>, refilled for each batch.</summary>
internal sealed class PresumedParameters
{
    private const int AtEnd = -1;

    private readonly KnownVersions _known;
    private readonly ParameterColumns _eventColumns = new(), _keyColumns = new();
    private readonly List<NpgsqlParameter<Guid>> _tenant = [];
    private readonly List<NpgsqlParameter<DateTimeOffset>> _recorded = [];
    private readonly List<NpgsqlParameter<int>> _total = [];
    private readonly Dictionary<string, (int After, int Places)> _ends = new(StringComparer.Ordinal);

    private readonly List<int> _after, _places, _first, _count;
    private readonly List<string> _stream;
    private readonly EventParameters _events;
    private readonly KeyParameters _keys;

    internal PresumedParameters(KnownVersions known)
    {
        _known = known;
        _stream = _eventColumns.Add<string>(NpgsqlDbType.Text);
        _after = _eventColumns.Add<int>(NpgsqlDbType.Integer);
        _places = _eventColumns.Add<int>(NpgsqlDbType.Integer);
        _events = new(_eventColumns);
        _keys = new(_keyColumns);
        _first = _keyColumns.Add<int>(NpgsqlDbType.Integer);
        _count = _keyColumns.Add<int>(NpgsqlDbType.Integer);
    }

    /// <summary>Whether the statements can express the batch: they cannot close a stream, nor check one without appending to it.</summary>
    internal static bool Suit(IReadOnlyList<Pending> batch)
    {
        foreach (var pending in batch)
        {
            if (pending.Leaves.Length == 0) return false;
            foreach (var stream in pending.Request.Streams)
                if (stream.Closes || stream.Events.Count == 0) return false;
        }
        return true;
    }

    internal void AddToMove(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Tenant());
        parameters.Add(Total());
        parameters.Add(Recorded());
    }

    internal void AddToInsert(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Tenant());
        parameters.Add(Recorded());
        _eventColumns.AddTo(parameters);
    }

    internal void AddToKeep(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Tenant());
        parameters.Add(Recorded());
        parameters.Add(Total());
        _keyColumns.AddTo(parameters);
    }

    /// <summary>The batch must be <see cref="Suit">suited</see>.</summary>
    internal void Fill(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded)
    {
        _eventColumns.Clear();
        _keyColumns.Clear();
        _ends.Clear();
        foreach (var pending in batch) Add(tenant, pending);
        foreach (var parameter in _tenant) parameter.TypedValue = tenant.Value;
        foreach (var parameter in _recorded) parameter.TypedValue = recorded;
        foreach (var parameter in _total) parameter.TypedValue = _events.Count;
    }

    /// <summary>Notes the versions of the last batch, once committed.</summary>
    internal void Remember(TenantId tenant)
    {
        foreach (var (stream, (after, places)) in _ends)
            if (after != AtEnd) _known.Note(tenant, stream, after + places);
    }

    private void Add(TenantId tenant, Pending pending)
    {
        if (pending.Request.Idempotency is { } idempotency)
        {
            _keys.Add(idempotency);
            _first.Add(_events.Count + 1);
            _count.Add(pending.Leaves.Length);
        }
        var nth = 0;
        foreach (var append in pending.Request.Streams)
        {
            var stream = append.Stream.Value;
            (int After, int Places) end = append.ExpectedVersion switch
            {
                null => _ends.GetValueOrDefault(stream, (AtEnd, 0)),
                { } version when _known.Has(tenant, stream, version) => (0, version),
                { } version => (version, 0),
            };
            foreach (var item in append.Events)
            {
                end = Next(end);
                _stream.Add(stream);
                _after.Add(end.After);
                _places.Add(end.Places);
                _events.Add(item, pending.Leaves[nth++]);
            }
            _ends[stream] = end;
        }
    }

    /// <summary>
    /// The next place. Only the first event after an expected version has to look it up: if that version exists, the following ones fit.
    /// </summary>
    private static (int After, int Places) Next((int After, int Places) place) => place switch
    {
        ( > 0, > 0) => (0, place.After + place.Places + 1),
        _ => (place.After, place.Places + 1),
    };

    private NpgsqlParameter<Guid> Tenant() => Kept(_tenant, NpgsqlDbType.Uuid);

    private NpgsqlParameter<DateTimeOffset> Recorded() => Kept(_recorded, NpgsqlDbType.TimestampTz);

    private NpgsqlParameter<int> Total() => Kept(_total, NpgsqlDbType.Integer);

    /// <summary>A parameter belongs to one statement, so each statement has its own.</summary>
    private static NpgsqlParameter<T> Kept<T>(List<NpgsqlParameter<T>> all, NpgsqlDbType type)
    {
        var parameter = new NpgsqlParameter<T> { NpgsqlDbType = type };
        all.Add(parameter);
        return parameter;
    }
}
