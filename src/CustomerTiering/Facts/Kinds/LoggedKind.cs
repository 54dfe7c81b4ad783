using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts.Kinds;

/// <summary>
/// All that the log knows of one kind of fact: the events that state it and back, its stream, and the texts of a person in it. What refers to something that guards
/// what happens to it stands in that thing's stream. A new kind is a mapping here, a row in <see cref="LoggedKinds"/> and one among the event types.
/// </summary>
/// <param name="kind">The kind.</param>
/// <param name="bodies">The records of its events; the first is the one that a fact from a source becomes.</param>
internal abstract class LoggedKind(FactKind kind, params Type[] bodies)
{
    internal FactKind Kind { get; } = kind;

    internal IReadOnlyList<Type> Bodies { get; } = bodies;

    /// <summary>The fact that an event states. Nothing here opens a sealed field.</summary>
    internal abstract Fact Fact(in LoggedFrame frame, object body);

    /// <summary>The event that states a fact.</summary>
    internal abstract object Body(in Stated stated);

    /// <summary>The stream of a fact that refers to nothing.</summary>
    internal virtual StreamId Stream(Guid id, Guid customer) => FactStreams.Activity(customer);

    /// <summary>The texts of a person in an event, by the names that they have in documents.</summary>
    internal abstract IEnumerable<KeyValuePair<string, Personal?>> Texts(object body);

    /// <summary>Whether a source states facts of this kind, by this event.</summary>
    internal virtual bool IsStated => true;

    protected static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    protected static string? Text(Guid? id) => id is { } value ? Text(value) : null;
}

/// <inheritdoc/>
/// <typeparam name="TFact">The fact.</typeparam>
/// <typeparam name="TBody">The event.</typeparam>
internal abstract class LoggedKind<TFact, TBody>(FactKind kind) : LoggedKind(kind, typeof(TBody))
    where TFact : Fact
    where TBody : class
{
    internal sealed override Fact Fact(in LoggedFrame frame, object body) => Fact(frame, (TBody)body);

    internal sealed override object Body(in Stated stated) => Body(stated, (TFact)stated.Source.Fact!);

    internal sealed override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => Texts((TBody)body);

    protected abstract Fact Fact(in LoggedFrame frame, TBody body);

    protected abstract TBody Body(in Stated stated, TFact fact);

    protected virtual IEnumerable<KeyValuePair<string, Personal?>> Texts(TBody body) => [new("note", Note(body))];

    protected abstract Personal? Note(TBody body);
}
