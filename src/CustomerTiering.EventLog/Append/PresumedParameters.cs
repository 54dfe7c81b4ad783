using Npgsql;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The parameters of <c>presumed.sql</c>, filled again for each batch: columns of streams, keys and events.</summary>
internal sealed class PresumedParameters
{
    private readonly NpgsqlParameter<Guid> _tenant = new() { NpgsqlDbType = NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<DateTimeOffset> _recorded = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly ParameterColumns _columns = new();
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private readonly List<int> _expected, _first, _count, _place, _schema;
    private readonly List<string> _touched, _scope, _key, _stream, _type;
    private readonly List<Guid> _id;
    private readonly List<Guid?> _subject;
    private readonly List<DateTimeOffset> _effective;
    private readonly List<ReadOnlyMemory<byte>> _fingerprint, _outcome, _leaf, _hash, _content;

    internal PresumedParameters()
    {
        _id = _columns.Add<Guid>(NpgsqlDbType.Uuid);
        _touched = _columns.Add<string>(NpgsqlDbType.Text);
        _expected = _columns.Add<int>(NpgsqlDbType.Integer);
        _scope = _columns.Add<string>(NpgsqlDbType.Text);
        _key = _columns.Add<string>(NpgsqlDbType.Text);
        _fingerprint = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _outcome = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _first = _columns.Add<int>(NpgsqlDbType.Integer);
        _count = _columns.Add<int>(NpgsqlDbType.Integer);
        _stream = _columns.Add<string>(NpgsqlDbType.Text);
        _place = _columns.Add<int>(NpgsqlDbType.Integer);
        _type = _columns.Add<string>(NpgsqlDbType.Text);
        _schema = _columns.Add<int>(NpgsqlDbType.Integer);
        _subject = _columns.Add<Guid?>(NpgsqlDbType.Uuid);
        _effective = _columns.Add<DateTimeOffset>(NpgsqlDbType.TimestampTz);
        _leaf = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _hash = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
        _content = _columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
    }

    /// <summary>Whether the statement can say all that the batch wants: it has no way to close a stream, and guards only a stream that it appends to.</summary>
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

    internal void AddTo(NpgsqlParameterCollection parameters)
    {
        parameters.Add(_tenant);
        parameters.Add(_recorded);
        _columns.AddTo(parameters);
    }

    /// <param name="tenant">Whose log.</param>
    /// <param name="batch">The callers; <see cref="Suit"/>ed.</param>
    /// <param name="recorded">The time of their events.</param>
    /// <returns>How many events they are.</returns>
    internal int Fill(TenantId tenant, IReadOnlyList<Pending> batch, DateTimeOffset recorded)
    {
        _tenant.TypedValue = tenant.Value;
        _recorded.TypedValue = recorded;
        _columns.Clear();
        _places.Clear();
        foreach (var pending in batch) Add(pending);
        return _id.Count;
    }

    private void Add(Pending pending)
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
            _touched.Add(stream);
            _expected.Add(append.ExpectedVersion ?? 0);
            var place = append.ExpectedVersion ?? _places.GetValueOrDefault(stream);
            foreach (var item in append.Events)
            {
                place += place > 0 || append.ExpectedVersion is not null ? 1 : -1;
                Add(stream, place, item, pending.Leaves[nth++]);
            }
            _places[stream] = place;
        }
    }

    private void Add(string stream, int place, NewEvent item, Evidence.Leaves.StampedLeaf leaf)
    {
        _id.Add(item.Id);
        _stream.Add(stream);
        _place.Add(place);
        _type.Add(item.Type);
        _schema.Add(item.Schema);
        _subject.Add(item.Subject);
        _effective.Add(Micros.Of(item.Effective));
        _leaf.Add(leaf.Bytes);
        _hash.Add(leaf.Hash);
        _content.Add(item.Content);
    }
}
