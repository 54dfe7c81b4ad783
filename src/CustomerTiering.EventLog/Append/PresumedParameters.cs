using CustomerTiering.Evidence.Leaves;
using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The parameters of <c>move.sql</c>, <c>presumed.sql</c> and <c>keep.sql</c>, filled again for each batch.</summary>
internal sealed class PresumedParameters
{
    private const int AtEnd = -1;

    private readonly KnownVersions _known;
    private readonly ParameterColumns _events = new(), _keys = new();
    private readonly List<NpgsqlParameter<Guid>> _tenant = [];
    private readonly List<NpgsqlParameter<DateTimeOffset>> _recorded = [];
    private readonly List<NpgsqlParameter<int>> _total = [];
    private readonly Dictionary<string, (int After, int Places)> _ends = new(StringComparer.Ordinal);

    private readonly List<int> _after, _places, _schema, _first, _count;
    private readonly List<string> _stream, _type, _scope, _key;
    private readonly List<Guid> _id;
    private readonly List<Guid?> _subject;
    private readonly List<DateTimeOffset> _effective;
    private readonly List<ReadOnlyMemory<byte>> _leaf, _hash, _content, _fingerprint, _outcome;

    internal PresumedParameters(KnownVersions known)
    {
        _known = known;
        _stream = _events.Add<string>(NpgsqlDbType.Text);
        _id = _events.Add<Guid>(NpgsqlDbType.Uuid);
        _after = _events.Add<int>(NpgsqlDbType.Integer);
        _places = _events.Add<int>(NpgsqlDbType.Integer);
        _type = _events.Add<string>(NpgsqlDbType.Text);
        _schema = _events.Add<int>(NpgsqlDbType.Integer);
        _subject = _events.Add<Guid?>(NpgsqlDbType.Uuid);
        _effective = _events.Add<DateTimeOffset>(NpgsqlDbType.TimestampTz);
        _leaf = _events.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _hash = _events.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _content = _events.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);

        _scope = _keys.Add<string>(NpgsqlDbType.Text);
        _key = _keys.Add<string>(NpgsqlDbType.Text);
        _fingerprint = _keys.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _outcome = _keys.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _first = _keys.Add<int>(NpgsqlDbType.Integer);
        _count = _keys.Add<int>(NpgsqlDbType.Integer);
    }

    /// <summary>Whether the statements can say all that the batch wants: they have no way to close a stream, and guard only a stream that they append to.</summary>
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
        _events.AddTo(parameters);
    }

    internal void AddToKeep(NpgsqlParameterCollection parameters)
    {
        parameters.Add(Tenant());
        parameters.Add(Recorded());
        parameters.Add(Total());
        _keys.AddTo(parameters);
    }

    /// <param name="tenant">Whose log.</param>
    /// <param name="batch">The callers; <see cref="Suit"/>ed.</param>
    /// <param name="recorded">The time of their events.</param>
    internal void Fill(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded)
    {
        _events.Clear();
        _keys.Clear();
        _ends.Clear();
        foreach (var pending in batch) Add(tenant, pending);
        foreach (var parameter in _tenant) parameter.TypedValue = tenant.Value;
        foreach (var parameter in _recorded) parameter.TypedValue = recorded;
        foreach (var parameter in _total) parameter.TypedValue = _id.Count;
    }

    /// <summary>Notes the versions of what was filled in last: it is committed.</summary>
    internal void Remember(TenantId tenant)
    {
        foreach (var (stream, (after, places)) in _ends)
            if (after != AtEnd) _known.Note(tenant, stream, after + places);
    }

    private void Add(TenantId tenant, Pending pending)
    {
        if (pending.Request.Idempotency is { } idempotency)
        {
            _scope.Add(idempotency.Scope);
            _key.Add(idempotency.Key);
            _fingerprint.Add(idempotency.Fingerprint);
            _outcome.Add(idempotency.Outcome);
            _first.Add(_id.Count + 1);
            _count.Add(pending.Leaves.Length);
        }
        var nth = 0;
        foreach (var append in pending.Request.Streams)
        {
            var stream = append.Stream.Value;
            var end = append.ExpectedVersion switch
            {
                null => _ends.GetValueOrDefault(stream, (AtEnd, 0)),
                { } version when _known.Has(tenant, stream, version) => (0, version),
                { } version => (version, 0),
            };
            foreach (var item in append.Events)
            {
                end = Next(end);
                Add(stream, end, item, pending.Leaves[nth++]);
            }
            _ends[stream] = end;
        }
    }

    /// <summary>The place after another. Only the first event after an expected version has to find it: what comes after that one is there if it is.</summary>
    private static (int After, int Places) Next((int After, int Places) place) => place switch
    {
        ( > 0, > 0) => (0, place.After + place.Places + 1),
        _ => (place.After, place.Places + 1),
    };

    private void Add(string stream, (int After, int Places) place, NewEvent item, StampedLeaf leaf)
    {
        _stream.Add(stream);
        _id.Add(item.Id);
        _after.Add(place.After);
        _places.Add(place.Places);
        _type.Add(item.Type);
        _schema.Add(item.Schema);
        _subject.Add(item.Subject);
        _effective.Add(Micros.Of(item.Effective));
        _leaf.Add(leaf.Bytes);
        _hash.Add(leaf.Hash);
        _content.Add(item.Content);
    }

    private NpgsqlParameter<Guid> Tenant() => Kept(_tenant, NpgsqlDbType.Uuid);

    private NpgsqlParameter<DateTimeOffset> Recorded() => Kept(_recorded, NpgsqlDbType.TimestampTz);

    private NpgsqlParameter<int> Total() => Kept(_total, NpgsqlDbType.Integer);

    /// <summary>A parameter belongs to one statement, so each has one of its own.</summary>
    private static NpgsqlParameter<T> Kept<T>(List<NpgsqlParameter<T>> all, NpgsqlDbType type)
    {
        var parameter = new NpgsqlParameter<T> { NpgsqlDbType = type };
        all.Add(parameter);
        return parameter;
    }
}
