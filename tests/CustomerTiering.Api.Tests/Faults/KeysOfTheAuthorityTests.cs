using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerTiering.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>The server with an authority of its own to ask for keys, which counts what it is asked (26).</summary>
public sealed class ApiWithAuthority : RunningApi
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private WebApplication? _authority;

    internal ConcurrentQueue<string> Asked { get; } = new();

    private string Issuer => _authority!.Urls.First();

    protected override Dictionary<string, string?> Configuration => new() { ["Auth:Authority"] = Issuer, ["Auth:Audience"] = "tiering" };

    public override async Task InitializeAsync()
    {
        _authority = WebApplication.CreateSlimBuilder().Build();
        _authority.Urls.Add("http://127.0.0.1:0");
        _authority.Run(async context =>
        {
            Asked.Enqueue(context.Request.Path);
            var point = _key.ExportParameters(false).Q;
            await context.Response.WriteAsJsonAsync<object>(context.Request.Path == "/.well-known/openid-configuration"
                ? new { issuer = Issuer, jwks_uri = Issuer + "/keys" }
                : new
                {
                    keys = new[]
                    { new { kty = "EC", crv = "P-256", kid = "k-1", use = "sig", alg = "ES256", x = Base64UrlEncoder.Encode(point.X),
                        y = Base64UrlEncoder.Encode(point.Y) } }
                });
        });
        await _authority.StartAsync();
        await base.InitializeAsync();
    }

    internal string Token(string kid = "k-1", string type = "at+jwt", (string Name, object Value)? header = null)
    {
        var head = new Dictionary<string, object> { ["alg"] = "ES256", ["kid"] = kid, ["typ"] = type };
        if (header is { } more) head[more.Name] = more.Value is "authority" ? Issuer + "/planted" : more.Value;
        var text = $"{Encoded(head)}.{Encoded(new Dictionary<string, object>
        {
            ["iss"] = Issuer,
            ["aud"] = "tiering",
            ["sub"] = "somebody",
            ["tenant"] = Tenant.ToString(),
            ["roles"] = new[] { Roles.Reviewer },
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
            ["nonce"] = Guid.NewGuid().ToString(),
        })}";
        return $"{text}.{Base64UrlEncoder.Encode(_key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256))}";
    }

    private static string Encoded(object part) => Base64UrlEncoder.Encode(JsonSerializer.Serialize(part));
}

public sealed class KeysOfTheAuthorityTests(ApiWithAuthority api) : IClassFixture<ApiWithAuthority>
{
    [Fact]
    public async Task A_flood_of_unknown_keys_makes_at_most_one_more_look_at_the_authority()
    {
        Assert.Equal(HttpStatusCode.OK, (await api.With(api.Token()).GetAsync("/api/v1/me")).StatusCode);
        var before = api.Asked.Count(path => path == "/keys");

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => api.With(api.Token(kid: $"unknown-{i}")).GetAsync("/api/v1/me")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.InRange(api.Asked.Count(path => path == "/keys") - before, 0, 1);
        Assert.Equal(HttpStatusCode.OK, (await api.With(api.Token()).GetAsync("/api/v1/me")).StatusCode);
    }

    [Theory]
    [InlineData("jku"), InlineData("x5u")]
    public async Task An_address_in_a_tokens_header_is_never_asked(string name)
    {
        using var answer = await api.With(api.Token(header: (name, "authority"))).GetAsync("/api/v1/me");

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
        Assert.DoesNotContain("/planted", api.Asked);
    }

    [Theory]
    [InlineData("JWT"), InlineData("id+jwt")]
    public async Task An_ID_token_of_the_same_authority_is_no_access_token(string type)
    {
        using var answer = await api.With(api.Token(type: type)).GetAsync("/api/v1/me");

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task The_hosts_own_tokens_are_nothing_where_an_authority_is_set()
    {
        using var answer = await api.As(Roles.Reviewer).GetAsync("/api/v1/me");

        await answer.ProblemAsync(HttpStatusCode.Unauthorized, "unauthenticated");
    }
}
