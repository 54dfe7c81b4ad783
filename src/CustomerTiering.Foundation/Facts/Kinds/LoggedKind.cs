using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Routing;

namespace CustomerTiering.Facts.Kinds;

/// <summary>
/// How the log stores one kind of fact: conversion to and from events, stream, and personal texts. A fact that refers to a guarded one is stored in
/// that one's stream. Kinds are discovered in their module's namespace.
/// </summary>
/// <param name="events">Its event types; facts from a source become the first one.</param>
public abstract class LoggedKind(FactKind kind, params EventType[] events)
{
    public FactKind Kind { get; } = kind;

    public IReadOnlyList<EventType> Events { get; } = events;

    /// <summary>The fact stated by an event. Sealed members are never opened here.</summary>
    public abstract Fact Fact(in LoggedFrame frame, object body);

    /// <summary>The body of the event that states a fact.</summary>
    public abstract object Body(in Stated stated);

    /// <summary>The stream of a fact without a reference.</summary>
    public virtual StreamId Stream(Guid id, Guid customer) => FactStreams.Activity(customer);

    /// <summary>The personal texts of an event, by their names in documents.</summary>
    public abstract IEnumerable<KeyValuePair<string, Personal?>> Texts(object body);

    /// <summary>Whether sources state facts of this kind.</summary>
    public virtual bool IsStated => true;

    /// <summary>Maps the endpoint for single facts of this kind, if sources state them.</summary>
    public virtual void Map(RouteGroupBuilder group)
    {
    }

    protected static string Text(Guid id) => id.ToString("D", CultureInfo.InvariantCulture);

    protected static string? Text(Guid? id) => id is { } value ? Text(value) : null;
}

/// <inheritdoc/>
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
