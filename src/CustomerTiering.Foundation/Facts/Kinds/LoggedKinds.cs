using System.Collections.Frozen;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>The registered kinds of facts, filled like <see cref="Events.EventTypes"/>.</summary>
public static class LoggedKinds
{
    private static readonly Lock Gate = new();
    private static volatile Table _table = new([]);

    /// <summary>The stored names of all events that state a fact.</summary>
    internal static FrozenSet<string> Types => _table.Types;

    public static LoggedKind Of(FactKind kind) => _table.ByKind[kind];

    /// <summary>The kind with the stored name used in corrections.</summary>
    internal static LoggedKind Named(string name) =>
        FactKinds.TryParse(name, out var kind) ? Of(kind)
            : throw new InvalidDataException($"The log holds a correction of the unknown kind '{name}'.");

    internal static LoggedKind OfBody(object body) =>
        _table.ByBody.TryGetValue(body.GetType(), out var kind) ? kind : throw new InvalidDataException($"{body.GetType().Name} states no fact.");

    /// <summary>The kind of fact stated by an event type, or null.</summary>
    internal static FactKind? KindOf(string type) => _table.ByType.TryGetValue(type, out var kind) ? kind : null;

    internal static void Register(IEnumerable<LoggedKind> kinds)
    {
        lock (Gate) _table = new([.. _table.Kinds, .. kinds.Where(kind => !_table.ByKind.ContainsKey(kind.Kind))]);
    }

    private sealed record Table(IReadOnlyList<LoggedKind> Kinds)
    {
        internal FrozenDictionary<FactKind, LoggedKind> ByKind { get; } = Kinds.ToFrozenDictionary(kind => kind.Kind);

        internal FrozenDictionary<Type, LoggedKind> ByBody { get; } =
            Kinds.SelectMany(kind => kind.Events, (kind, type) => KeyValuePair.Create(type.Body, kind)).ToFrozenDictionary();

        internal FrozenDictionary<string, FactKind> ByType { get; } =
            Kinds.SelectMany(kind => kind.Events, (kind, type) => KeyValuePair.Create(type.Name, kind.Kind)).ToFrozenDictionary();

        internal FrozenSet<string> Types { get; } = Kinds.SelectMany(kind => kind.Events).Select(type => type.Name).ToFrozenSet();
    }
}
