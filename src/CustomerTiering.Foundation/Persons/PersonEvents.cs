using CustomerTiering.Events;

namespace CustomerTiering.Persons;

// Stream: customer/<customer>.

/// <summary>The company knows this customer from now on, under this external id.</summary>
public sealed record CustomerRegistered(Personal ExternalId);

/// <summary>Two customers turned out to be one: recorded of both, and from then on the facts of the duplicate count for the survivor.</summary>
public sealed record CustomerMerged(Guid Survivor, Guid Duplicate, Personal? Reason);

/// <summary>
/// Two customers who were merged turned out to be two after all: recorded of both, and from then on each fact counts for the customer for whom it was recorded.
/// </summary>
public sealed record CustomersSeparated(Guid Survivor, Guid Duplicate, Personal? Reason);
