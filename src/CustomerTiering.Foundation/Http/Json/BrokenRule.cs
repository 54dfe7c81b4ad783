using System.Text.Json;

namespace CustomerTiering.Http.Json;

/// <summary>A value that a converter refuses; the message is the rule, and may be told to the caller.</summary>
internal sealed class BrokenRule(string rule) : JsonException(rule);
