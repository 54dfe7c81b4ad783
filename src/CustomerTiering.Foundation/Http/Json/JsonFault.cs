namespace CustomerTiering.Http.Json;

/// <summary>Where a text is no acceptable JSON, and why.</summary>
/// <param name="Path">The JSON path of the value or member, as far as it was read.</param>
/// <param name="Reason">The rule, for a person; never an exception's text.</param>
public sealed record JsonFault(string Path, string Reason);
