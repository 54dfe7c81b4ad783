using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerTiering.Api.Tokens;

/// <summary>
/// Remembers tokens found good, by their whole text, for 30 seconds at most and never beyond their end: a client that sends thousands of commands with one token has
/// its signature checked twice a minute. Tokens found bad are not remembered, and where the clock has gone back all are judged again.
/// </summary>
internal sealed class ValidatedTokens(TimeProvider time) : JsonWebTokenHandler
{
    private const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, DateTimeOffset From, DateTimeOffset Until)> _good = new(StringComparer.Ordinal);

    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        var now = time.GetUtcNow();
        if (_good.TryGetValue(token, out var known) && known.From <= now && now < known.Until) return known.Result;
        var result = await base.ValidateTokenAsync(token, validationParameters);
        if (!result.IsValid) return result;
        if (_good.Count >= Most) _good.Clear();
        var end = new DateTimeOffset(DateTime.SpecifyKind(result.SecurityToken.ValidTo, DateTimeKind.Utc));
        _good[token] = (result, now, end < now + Longest ? end : now + Longest);
        return result;
    }
}
