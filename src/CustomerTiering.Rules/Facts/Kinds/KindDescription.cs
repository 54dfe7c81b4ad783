using System.Text.Json;
using CustomerTiering.Rules.Facts.Guards;

namespace CustomerTiering.Rules.Facts.Kinds;

/// <summary>
/// All that the rules know of one kind of fact: its name and members, its shape in documents and in entries, what it refers to, and what may happen to what it opens.
/// A new kind is a description here and a row in <see cref="KindTable"/>.
/// </summary>
/// <param name="name">Its name in documents.</param>
/// <param name="members">Its members besides those that all kinds have.</param>
internal abstract class KindDescription(FactKind kind, string name, params string[] members)
{
    private static readonly string[] Common = ["kind", "customer", "id", "at", "channel", "note"];

    public FactKind Kind { get; } = kind;

    public string Name { get; } = name;

    /// <summary>The members that a fact of the kind may have in a document.</summary>
    public IReadOnlyList<string> Members { get; } = [.. Common, .. members];

    /// <summary>False for what the product finds itself.</summary>
    public virtual bool IsStated => true;

    /// <summary>Whether the kind may leave out its id: customer and time name it then.</summary>
    public virtual bool NamesItself => false;

    /// <summary>True for what happens at an instant, false for what holds from it on and may therefore be known in advance.</summary>
    public virtual bool Happens => true;

    /// <summary>The kind that <c>of</c> names; null where there is no such member.</summary>
    public virtual FactKind? RefersTo => null;

    /// <summary>What may happen to a fact of this kind, by what refers to it; null where nothing forbids anything.</summary>
    public virtual FactGuard? Guard => null;

    /// <summary>The id that <c>of</c> names.</summary>
    public virtual string? Reference(Fact fact) => null;

    /// <summary>The external id of another customer whom the fact names.</summary>
    public virtual string? OtherCustomer(Fact fact) => null;

    /// <summary>The member that names another customer, if the kind has one.</summary>
    public virtual string? OtherCustomerMember => null;

    /// <summary>Texts that identify or quote a person.</summary>
    public virtual PersonalTexts Texts(FactFields fields) => new(Note: fields.Personal("note"));

    /// <summary>The fact that the members say; whatever is wrong with them has been refused.</summary>
    public abstract Fact Read(in FactFrame frame, FactFields fields);

    /// <summary>Writes the members as <see cref="Read"/> reads them.</summary>
    public abstract void WriteMembers(Utf8JsonWriter json, Fact fact);

    /// <summary>Writes what an entry holds besides the frame.</summary>
    public abstract void WriteEntry(EntryWriter writer, Fact fact);

    /// <summary>Reads it back.</summary>
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
