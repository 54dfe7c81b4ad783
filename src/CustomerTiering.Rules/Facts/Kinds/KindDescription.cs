using System.Text.Json;
using CustomerTiering.Rules.Facts.Guards;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>
/// Everything the rules know about one kind of fact: name and members, format in documents and entries, references, and the guard. A new kind needs a
/// description and a row in <see cref="KindTable"/>.
/// </summary>
/// <param name="name">The name in documents.</param>
/// <param name="members">The members in addition to those of all kinds.</param>
internal abstract class KindDescription(FactKind kind, string name, params string[] members)
{
    private static readonly string[] Common = ["kind", "customer", "id", "at", "channel", "note"];

    public FactKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>The permitted members of a fact of this kind in a document.</summary>
    public IReadOnlyList<string> Members { get; } = [.. Common, .. members];

    /// <summary>False for kinds that the product derives.</summary>
    public virtual bool IsStated => true;

    /// <summary>Whether the id may be omitted. Customer and time then identify the fact.</summary>
    public virtual bool NamesItself => false;

    /// <summary>True for an event at an instant; false for a state that holds from it on and may therefore be known in advance.</summary>
    public virtual bool Happens => true;

    /// <summary>The kind that <c>of</c> refers to; null if there is no such member.</summary>
    public virtual FactKind? RefersTo => null;

    /// <summary>Restricts the facts that refer to a fact of this kind; null if there are no restrictions.</summary>
    public virtual FactGuard? Guard => null;

    /// <summary>The id in <c>of</c>.</summary>
    public virtual string? Reference(Fact fact) => null;

    /// <summary>The external id of another customer that the fact names.</summary>
    public virtual string? OtherCustomer(Fact fact) => null;

    /// <summary>The member that names another customer, if the kind has one.</summary>
    public virtual string? OtherCustomerMember => null;

    /// <summary>Texts that identify or quote a person.</summary>
    public virtual PersonalTexts Texts(FactFields fields) => new(Note: fields.Personal("note"));

    /// <summary>Creates the fact from its members, which are already validated.</summary>
    public abstract Fact Read(in FactFrame frame, FactFields fields);

    /// <summary>Writes the members as <see cref="Read"/> reads them.</summary>
    public abstract void WriteMembers(Utf8JsonWriter json, Fact fact);

    /// <summary>Writes the content of an entry, without the frame.</summary>
    public abstract void WriteEntry(EntryWriter writer, Fact fact);

    /// <summary>Reads what <see cref="WriteEntry"/> writes.</summary>
    public abstract Fact ReadEntry(ref EntryReader reader, in FactFrame frame);
}

/// <inheritdoc/>
/// <typeparam name="T">The record of the kind's facts.</typeparam>
internal abstract class KindDescription<T>(FactKind kind, string name, params string[] members) : KindDescription(kind, name, members)
    where T : Fact
{
    public sealed override string? Reference(Fact fact) => Reference((T)fact);

    public sealed override string? OtherCustomer(Fact fact) => OtherCustomer((T)fact);

    public sealed override void WriteMembers(Utf8JsonWriter json, Fact fact) => WriteMembers(json, (T)fact);

    public sealed override void WriteEntry(EntryWriter writer, Fact fact) => WriteEntry(writer, (T)fact);

    protected virtual string? Reference(T fact) => null;

    protected virtual string? OtherCustomer(T fact) => null;

    protected abstract void WriteMembers(Utf8JsonWriter json, T fact);

    protected abstract void WriteEntry(EntryWriter writer, T fact);
}
