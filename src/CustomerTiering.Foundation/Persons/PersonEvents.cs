using CustomerTiering.Events;

namespace CustomerTiering.Persons;

// Stream: customer/<customer>.

/// <summary>A customer was registered under an external id.</summary>
public sealed record CustomerRegistered(Personal ExternalId);

/// <summary>Two customers were merged; recorded in both streams. From then on the facts of the duplicate count for the survivor.</summary>
public sealed record CustomerMerged(Guid Survivor, Guid Duplicate, Personal? Reason);

/// <summary>
/// A merge was undone; recorded in both streams. From then on each fact counts for the customer for whom it was recorded.
/// </summary>
public sealed record CustomersSeparated(Guid Survivor, Guid Duplicate, Personal? Reason);
