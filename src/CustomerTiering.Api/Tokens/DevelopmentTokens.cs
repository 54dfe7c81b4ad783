using System.Security.Cryptography;
using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CustomerTiering.Api.Tokens;

/// <summary>Access tokens signed by the host with a key in the data folder; in Development only.</summary>
public sealed class DevelopmentTokens : IDisposable
{
    public const string Issuer = "https://development.customertiering.example";

    public const string Audience = "customertiering";

    private readonly ECDsa _key;
    private readonly TimeProvider _time;

    /// <exception cref="Refused">The environment is not Development.</exception>
    public DevelopmentTokens(HostSettings settings, TimeProvider time)
    {
        if (!settings.IsDevelopment) throw new Refused("The host signs its own tokens in Development only; set Auth__Authority and Auth__Audience.");
        _time = time;
        var pem = PrivateFile.ReadOrCreate(Path.Combine(settings.DataFolder, "development-token.key"), NewKey);
        _key = ECDsa.Create();
        _key.ImportFromPem(System.Text.Encoding.ASCII.GetString(pem));
        SigningKey = new ECDsaSecurityKey(_key)
        { KeyId = "development-" + Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()))[..16] };
    }

    internal ECDsaSecurityKey SigningKey { get; }

    /// <summary>
    /// Issues a signed token, valid for <paramref name="lifetime"/>; null for 12 hours. Different subjects are different persons to the separation of
    /// duties.
    /// </summary>
    public string Issue(TenantId tenant, string subject, IReadOnlyList<string> roles, TimeSpan? lifetime = null)
    {
        var now = _time.GetUtcNow().UtcDateTime;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            TokenType = "at+jwt",
            Issuer = Issuer,
            Audience = Audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + (lifetime ?? TimeSpan.FromHours(12)),
            Claims = new Dictionary<string, object>
            {
                ["sub"] = subject,
                [Caller.TenantClaim] = tenant.ToString(),
                [Caller.RoleClaim] = roles.ToArray()
            },
            SigningCredentials = new(SigningKey, SecurityAlgorithms.EcdsaSha256),
        });
    }

    public void Dispose() => _key.Dispose();

    private static byte[] NewKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return System.Text.Encoding.ASCII.GetBytes(key.ExportPkcs8PrivateKeyPem() + "\n");
    }
}
