using CustomerTiering.Evidence.Leaves;
using NpgsqlTypes;

namespace CustomerTiering.EventLog.Append;

/// <summary>The event columns of the insert statements, in the order of their parameters.</summary>
internal sealed class EventParameters(ParameterColumns columns)
{
    private readonly List<Guid> _id = columns.Add<Guid>(NpgsqlDbType.Uuid);
    private readonly List<string> _type = columns.Add<string>(NpgsqlDbType.Text);
    private readonly List<int> _schema = columns.Add<int>(NpgsqlDbType.Integer);
    private readonly List<Guid?> _subject = columns.Add<Guid?>(NpgsqlDbType.Uuid);
    private readonly List<DateTimeOffset> _effective = columns.Add<DateTimeOffset>(NpgsqlDbType.TimestampTz);
    private readonly List<ReadOnlyMemory<byte>> _leaf = columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
    private readonly List<ReadOnlyMemory<byte>> _hash = columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);
    private readonly List<ReadOnlyMemory<byte>> _content = columns.Add<ReadOnlyMemory<byte>>(NpgsqlDbType.Bytea);

    internal int Count => _id.Count;

    internal void Add(NewEvent item, StampedLeaf leaf)
    {
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
