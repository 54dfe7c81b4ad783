using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Facts.Kinds;

/// <summary>
/// All that the log knows of one kind of fact: the events that state it and back, its stream, and the texts of a person in it. What refers to something that guards
/// what happens to it stands in that thing's stream. A module brings its kinds: each is found in the module's namespace.
/// </summary>
/// <param name="events">The types of its events; the first is the one that a fact from a source becomes.</param>
public abstract class LoggedKind(FactKind kind, params EventType[] events)
{
    public FactKind Kind { get; } = kind;

    /// <summary>The types of the events that state such a fact.</summary>
    public IReadOnlyList<EventType> Events { get; } = events;

    /// <summary>The fact that an event states. Nothing here opens a sealed field.</summary>
    public abstract Fact Fact(in LoggedFrame frame, object body);

    /// <summary>The event that states a fact.</summary>
    public abstract object Body(in Stated stated);

    /// <summary>The stream of a fact that refers to nothing.</summary>
    public virtual StreamId Stream(Guid id, Guid customer) => FactStreams.Activity(customer);

    /// <summary>The texts of a person in an event, by the names that they have in documents.</summary>
    public abstract IEnumerable<KeyValuePair<string, Personal?>> Texts(object body);

    /// <summary>Whether a source states facts of this kind, by this event.</summary>
    public virtual bool IsStated => true;

    /// <summary>Maps the endpoint that takes facts of this kind one by one; there is none for a kind that no source states.</summary>
    public virtual void Map(RouteGroupBuilder group)
    {
    }

    protected static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    protected static string? Text(Guid? id) => id is { } value ? Text(value) : null;
}

/// <inheritdoc/>
/// <typeparam name="TFact">The fact.</typeparam>
/// <typeparam name="TBody">The event.</typeparam>
/// <param name="stated">The type of its event.</param>
public abstract class LoggedKind<TFact, TBody>(FactKind kind, EventType stated) : LoggedKind(kind, stated)
    where TFact : Fact
    where TBody : class
{
    public sealed override Fact Fact(in LoggedFrame frame, object body) => Fact(frame, (TBody)body);

    public sealed override object Body(in Stated stated) => Body(stated, (TFact)stated.Source.Fact!);

    public sealed override IEnumerable<KeyValuePair<string, Personal?>> Texts(object body) => Texts((TBody)body);

    protected abstract Fact Fact(in LoggedFrame frame, TBody body);

    protected abstract TBody Body(in Stated stated, TFact fact);

    protected virtual IEnumerable<KeyValuePair<string, Personal?>> Texts(TBody body) => [new("note", Note(body))];

    protected abstract Personal? Note(TBody body);
}
