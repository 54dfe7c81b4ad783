using System.Collections.Concurrent;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerTiering.Api.Tokens;

/// <summary>
/// Caches valid tokens, by their whole text, for at most 30 seconds and never beyond their expiry, so that a client's signature is checked about
/// twice a minute instead of per command. Invalid tokens are not cached, and if the clock goes back, the cache is ignored.
/// </summary>
internal sealed class ValidatedTokens(TimeProvider time) : JsonWebTokenHandler
{
    private const int Most = 10_000;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, (TokenValidationResult Result, DateTimeOffset From, DateTimeOffset Until)> _good =
        new(StringComparer.Ordinal);

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
