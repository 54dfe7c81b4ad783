using CustomerTiering.Events;

namespace CustomerTiering.Customers;

// Stream: customer/<customer>. Stream: attributes, one a tenant, for the declarations.

/// <summary>A customer was registered under an external id.</summary>
public sealed record CustomerRegistered(Personal ExternalId);

/// <summary>What is known of a customer besides the name, whole: each event states all of it, so that none needs the one before to be read.</summary>
/// <param name="Type"><c>person</c> or <c>company</c>, or null if nobody said.</param>
/// <param name="Attributes">Declared, not personal; numbers in plain decimal form, booleans as <c>true</c> and <c>false</c>.</param>
/// <param name="Segments">Names of the segments that the source put the customer in.</param>
/// <param name="Group">The group of companies, or null.</param>
public sealed record Profile(string? Type, IReadOnlyDictionary<string, string> Attributes, IReadOnlyList<string> Segments, string? Group);

/// <summary>A source stated the customer's profile, valid from the event's effective time on. It replaces all attributes and segments.</summary>
public sealed record CustomerDescribed(Profile Profile, Personal? Name, Personal? PersonalAttributes, Personal? SourceId, Personal? Note);

/// <summary>An agent corrected the customer's name or type.</summary>
public sealed record CustomerDetailsCorrected(Profile Profile, Personal? Name);

/// <summary>An agent set attributes of the customer.</summary>
public sealed record CustomerAttributesSet(Profile Profile, Personal? PersonalAttributes);

/// <summary>The customer belongs to a group of companies from the event's effective time on.</summary>
public sealed record GroupJoined(Profile Profile, string Group);

/// <summary>The customer no longer belongs to a group.</summary>
public sealed record GroupLeft(Profile Profile, string Group);

/// <summary>Two customers were merged; recorded in both streams. From then on the facts of the duplicate count for the survivor.</summary>
public sealed record CustomerMerged(Guid Survivor, Guid Duplicate, Personal? Reason);

/// <summary>
/// A merge was undone; recorded in both streams. From then on each fact counts for the customer for whom it was recorded.
/// </summary>
public sealed record CustomersSeparated(Guid Survivor, Guid Duplicate, Personal? Reason);

/// <summary>Two possible duplicates were found to be different customers; recorded in both streams. They are no longer listed as possible duplicates.</summary>
public sealed record DuplicateDismissed(Guid Customer, Guid Other, Personal? Reason);

/// <summary>An attribute was declared, with its type and whether it identifies a person. A personal attribute is sealed and cannot be used in criteria.</summary>
/// <param name="Name">Its name, in each of a customer's profiles.</param>
/// <param name="Type"><c>text</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Class"><c>plain</c> or <c>personal</c>.</param>
/// <param name="Names">What it is called where words are made, by language; null: it is told by its name alone, and to no customer.</param>
public sealed record AttributeDeclared(string Name, string Type, string Class, IReadOnlyDictionary<string, string>? Names = null)
{
    /// <summary>Whether another says the same of type and class, whatever it is called.</summary>
    internal bool MeansTheSame(AttributeDeclared other) => (Name, Type, Class) == (other.Name, other.Type, other.Class);

    /// <summary>Whether another calls it the same, or does not say what it is called.</summary>
    internal bool IsCalledTheSame(AttributeDeclared other) => other.Names is null
        || (Names is { } own && own.Count == other.Names.Count && own.All(one => other.Names.TryGetValue(one.Key, out var name) && name == one.Value));
}
