namespace CustomerTiering.Customers;

// Stream: customer/<customer>, which begins with the registration (CustomerRegistered) and holds the merges, too.

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

/// <summary>Two possible duplicates were found to be different customers; recorded in both streams. They are no longer listed as possible duplicates.</summary>
public sealed record DuplicateDismissed(Guid Customer, Guid Other, Personal? Reason);
