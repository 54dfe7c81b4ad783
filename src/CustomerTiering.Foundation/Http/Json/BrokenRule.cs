using System.Text.Json;

namespace CustomerTiering.Http.Json;

/// <summary>A value rejected by a converter; the message is the rule, and safe to show to the caller.</summary>
internal sealed class BrokenRule(string rule) : JsonException(rule);
