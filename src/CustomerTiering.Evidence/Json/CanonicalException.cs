namespace CustomerTiering.Evidence.Json;

/// <summary>A value has no canonical form.</summary>
/// <param name="code">The broken rule, stable: <c>lone-surrogate</c>, <c>duplicate-member</c>, <c>not-finite</c>, <c>not-json</c>.</param>
/// <param name="message">The rule, for people; never the value, which may be personal data.</param>
public sealed class CanonicalException(string code, string message) : ArgumentException(message)
{
    /// <summary>The broken rule, stable.</summary>
    public string Code { get; } = code;
}
