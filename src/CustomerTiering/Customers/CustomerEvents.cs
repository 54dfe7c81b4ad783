namespace CustomerTiering.Customers;

// Stream: customer/<customer>. It begins with CustomerRegistered and also contains merges.

/// <summary>
/// The complete profile of a customer, without the name. Each event states all of it, so that no event depends on the previous one.
/// </summary>
/// <param name="Type"><c>person</c> or <c>company</c>; null if not stated.</param>
/// <param name="Attributes">
/// Declared attributes that are not personal. Numbers in plain decimal form, booleans as <c>true</c> and <c>false</c>.
/// </param>
/// <param name="Segments">Names of the segments to which the source assigned the customer.</param>
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

/// <summary>
/// Two possible duplicates were found to be different customers; recorded in both streams. They are no longer listed as possible duplicates.
/// </summary>
public sealed record DuplicateDismissed(Guid Customer, Guid Other, Personal? Reason);
