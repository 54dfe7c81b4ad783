using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Persons;

/// <summary>A customer as those who write about them need them.</summary>
/// <param name="Customer">The random id that stands in streams and events.</param>
/// <param name="Key">The key that seals what identifies them, or null after erasure.</param>
public sealed record Person(Guid Customer, DataKey? Key);
