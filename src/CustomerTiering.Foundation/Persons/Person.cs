using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Persons;

/// <summary>A customer with the key for writing about them.</summary>
/// <param name="Customer">The random id used in streams and events.</param>
/// <param name="Key">The key that seals personal data; null after erasure.</param>
public sealed record Person(Guid Customer, DataKey? Key);
