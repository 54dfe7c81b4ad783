namespace CustomerTiering.Http.Json;

/// <summary>Why a text is not acceptable JSON.</summary>
/// <param name="Path">The JSON path of the value or member, as far as it was read.</param>
/// <param name="Reason">The rule, for people; never an exception's text.</param>
public sealed record JsonFault(string Path, string Reason);
