using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerTiering.Access;
using Microsoft.IdentityModel.Tokens;

namespace CustomerTiering.Api.Tests.Tokens;

public sealed class TokenTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_good_token_says_who_calls()
    {
        var me = await api.As(Roles.Reviewer, Roles.Agent).GetStringAsync("/api/v1/me");

        Assert.Equal($$"""{"tenant":"{{api.Tenant}}","subject":"somebody","roles":["agent","reviewer"]}""", me);
    }

    [Fact]
    public async Task Without_a_token_there_is_nothing() => await RefusedAsync(api.Stranger());

    [Theory]
    [InlineData("alg none")]
    [InlineData("HS256 with the public key")]
    [InlineData("another key")]
    [InlineData("unknown kid")]
    [InlineData("wrong issuer")]
    [InlineData("wrong audience")]
    [InlineData("expired")]
    [InlineData("not yet valid")]
    [InlineData("no expiry")]
    [InlineData("typ JWT")]
    [InlineData("no typ")]
    [InlineData("jku")]
    [InlineData("x5u")]
    [InlineData("jwk")]
    [InlineData("altered")]
    [InlineData("no token at all")]
    public async Task A_token_that_is_not_exactly_right_is_refused(string flaw)
    {
        var good = new Forged(api);

        await RefusedAsync(api.With(good.With(flaw)));

        // the control: only the flaw is refused
        Assert.Equal(HttpStatusCode.OK, (await api.With(good.With("nothing wrong")).GetAsync("/api/v1/me")).StatusCode);
    }

    [Theory]
    [InlineData(-15, HttpStatusCode.OK)] // well inside: the server's clock runs on while the request travels
    [InlineData(-31, HttpStatusCode.Unauthorized)]
    public async Task Thirty_seconds_of_clock_skew_are_forgiven(int secondsLeft, HttpStatusCode expected)
    {
        var token = new Forged(api).Expiring(TimeSpan.FromSeconds(secondsLeft));

        Assert.Equal(expected, (await api.With(token).GetAsync("/api/v1/me")).StatusCode);
    }

    [Fact]
    public async Task A_token_of_a_company_without_a_log_is_forbidden()
    {
        var answer = await api.With(api.Tokens.Issue(new(Guid.NewGuid()), "somebody", [Roles.Reviewer])).GetAsync("/api/v1/me");

        await answer.ProblemAsync(HttpStatusCode.Forbidden, "unknown-tenant");
    }

    [Fact]
    public async Task A_token_without_roles_may_do_nothing()
    {
        var answer = await api.With(api.Tokens.Issue(api.Tenant, "somebody", [])).GetAsync("/api/v1/me");

        await answer.ProblemAsync(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_refusal_is_logged_without_naming_the_person()
    {
        await api.With(api.Tokens.Issue(api.Tenant, "erika.mustermann", [Roles.Reviewer])).GetAsync("/api/v1/test/orders");

        Assert.Contains(api.Log.Lines, line => line.Contains("Denied: GET", StringComparison.Ordinal)
            && line.Contains(api.Tenant.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain(api.Log.Lines, line => line.Contains("mustermann", StringComparison.Ordinal));
    }

    private static async Task RefusedAsync(HttpClient client)
    {
        var answer = await client.GetAsync("/api/v1/me");
        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.ToString());
    }

    /// <summary>Tokens right but for one flaw.</summary>
    private sealed class Forged(RunningApi api)
    {
        private readonly ECDsa _key = ((ECDsaSecurityKey)api.Tokens.SigningKey).ECDsa;

        internal string Expiring(TimeSpan left) => Signed(Header(), Claims(exp: DateTimeOffset.UtcNow + left), _key);

        internal string With(string flaw) => flaw switch
        {
            "nothing wrong" => Signed(Header(), Claims(), _key),
            "alg none" => $"{Encoded(Header(alg: "none"))}.{Encoded(Claims())}.",
            "HS256 with the public key" => Mac(_key.ExportSubjectPublicKeyInfo()),
            "another key" => Signed(Header(), Claims(), ECDsa.Create(ECCurve.NamedCurves.nistP256)),
            "unknown kid" => Signed(Header(kid: "who-knows"), Claims(), ECDsa.Create(ECCurve.NamedCurves.nistP256)),
            "wrong issuer" => Signed(Header(), Claims(iss: "https://elsewhere.example"), _key),
            "wrong audience" => Signed(Header(), Claims(aud: "another-api"), _key),
            "expired" => Signed(Header(), Claims(exp: DateTimeOffset.UtcNow.AddMinutes(-1)), _key),
            "not yet valid" => Signed(Header(), Claims(nbf: DateTimeOffset.UtcNow.AddMinutes(1)), _key),
            "no expiry" => Signed(Header(), Claims(exp: null, expires: false), _key),
            "typ JWT" => Signed(Header(typ: "JWT"), Claims(), _key),
            "no typ" => Signed(Header(typ: null), Claims(), _key),
            "jku" or "x5u" => Signed(Header(extra: (flaw, "http://127.0.0.1:9/keys")), Claims(), _key),
            "jwk" => Signed(Header(extra: ("jwk", new { kty = "EC" })), Claims(), _key),
            "altered" => Altered(Signed(Header(), Claims(), _key)),
            _ => "not-a-token",
        };

        private Dictionary<string, object> Header(
            string alg = "ES256", string? typ = "at+jwt", string? kid = null, (string Name, object Value)? extra = null)
        {
            var header = new Dictionary<string, object> { ["alg"] = alg, ["kid"] = kid ?? api.Tokens.SigningKey.KeyId };
            if (typ is not null) header["typ"] = typ;
            if (extra is { } more) header[more.Name] = more.Value;
            return header;
        }

        private Dictionary<string, object> Claims(
            string iss = CustomerTiering.Api.Tokens.DevelopmentTokens.Issuer, string aud = CustomerTiering.Api.Tokens.DevelopmentTokens.Audience,
            DateTimeOffset? exp = null, DateTimeOffset? nbf = null, bool expires = true)
        {
            var claims = new Dictionary<string, object>
            {
                ["iss"] = iss,
                ["aud"] = aud,
                ["sub"] = "somebody",
                ["tenant"] = api.Tenant.ToString(),
                ["roles"] = new[] { Roles.Reviewer }
            };
            if (expires) claims["exp"] = (exp ?? DateTimeOffset.UtcNow.AddHours(1)).ToUnixTimeSeconds();
            if (nbf is { } from) claims["nbf"] = from.ToUnixTimeSeconds();
            return claims;
        }

        private static string Signed(Dictionary<string, object> header, Dictionary<string, object> claims, ECDsa key)
        {
            var text = $"{Encoded(header)}.{Encoded(claims)}";
            return $"{text}.{Base64UrlEncoder.Encode(key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
        }

        private string Mac(byte[] secret)
        {
            var text = $"{Encoded(Header(alg: "HS256"))}.{Encoded(Claims())}";
            return $"{text}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(secret, Encoding.ASCII.GetBytes(text)))}";
        }

        private string Altered(string token)
        {
            var parts = token.Split('.');
            return $"{parts[0]}.{Encoded(Claims(nbf: DateTimeOffset.UnixEpoch))}.{parts[2]}";
        }

        private static string Encoded(object part) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(part));
    }
}
