using System.Collections.Frozen;

namespace CustomerTiering.Events;

/// <summary>
/// The event types of all modules by stored name: a record may be renamed, a stored name never. A new shape gets a new schema number and an upcaster
/// for the old one. The table is filled once per process when the host composes its modules; registering a row again changes nothing.
/// </summary>
public static class EventTypes
{
    private static readonly Lock Gate = new();
    private static volatile Table _table = new([]);

    /// <summary>All registered types, in the order of registration.</summary>
    public static IReadOnlyList<EventType> All => _table.Rows;

    /// <summary>The type of an event's body.</summary>
    /// <exception cref="InvalidOperationException">No composed module declares it.</exception>
    public static EventType Of(object body) => Of(body.GetType());

    /// <summary>The type with a stored name.</summary>
    /// <exception cref="InvalidDataException">No composed module declares it.</exception>
    public static EventType Named(string name) =>
        _table.ByName.TryGetValue(name, out var type)
            ? type : throw new InvalidDataException($"The log holds an event of the unknown type '{name}'.");

    public static string NameOf<TEvent>() => Of(typeof(TEvent)).Name;

    /// <exception cref="InvalidOperationException">Another type has the same name or the same record.</exception>
    internal static void Register(IEnumerable<EventType> types)
    {
        lock (Gate)
        {
            var rows = new List<EventType>(_table.Rows);
            foreach (var type in types)
            {
                var standing = rows.Find(row => row.Name == type.Name || row.Body == type.Body);
                if (standing is null) rows.Add(type);
                else if ((standing.Name, standing.Schema, standing.Body) != (type.Name, type.Schema, type.Body))
                    throw new InvalidOperationException(
                        $"The event type '{type.Name}' of {type.Body} is declared already as '{standing.Name}' of {standing.Body}.");
            }
            _table = new([.. rows]);
        }
    }

    private static EventType Of(Type body) =>
        _table.ByBody.TryGetValue(body, out var type)
            ? type : throw new InvalidOperationException($"No composed module declares the event type {body.Name}.");

    private sealed record Table(IReadOnlyList<EventType> Rows)
    {
        internal FrozenDictionary<Type, EventType> ByBody { get; } = Rows.ToFrozenDictionary(type => type.Body);

        internal FrozenDictionary<string, EventType> ByName { get; } = Rows.ToFrozenDictionary(type => type.Name);
    }
}
