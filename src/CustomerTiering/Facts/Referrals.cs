using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerTiering.Activity;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>One referral of a customer.</summary>
/// <param name="At">When.</param>
/// <param name="Fact">The fact's id.</param>
/// <param name="By">Who referred.</param>
public sealed record ReferredBy(Instant At, Guid Fact, Guid By)
{
    /// <summary>What a decision about somebody else takes from it: SHA-256 over the fact's id (16 bytes) and the time as text, <c>2026-03-05T00:59:59.000000Z</c>.</summary>
    internal byte[] Digest() => SHA256.HashData([.. Fact.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(At.ToString())]);
}

/// <summary>All referrals of one customer, by time and id.</summary>
public sealed record Referrals(IReadOnlyList<ReferredBy> All)
{
    private const string Prefix = "by/";

    internal static string Key(Guid referred) => $"{Prefix}{referred:D}";

    internal static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    internal static Guid Referred(string key) => Guid.Parse(key.AsSpan(Prefix.Length));

    /// <summary>Whom the event says was referred, and by whom; null for every other event.</summary>
    internal static (Guid Referred, ReferredBy Referral)? In(RecordedEvent recorded)
    {
        if (recorded.Type == EventTypes.NameOf<CustomerReferred>())
        {
            var referral = (CustomerReferred)EventSerializer.Read(recorded);
            return (referral.Referred, new(Instant.Of(recorded.Effective), recorded.Id, referral.Customer));
        }
        if (recorded.Type != EventTypes.NameOf<FactCorrected>()) return null;
        var correction = (FactCorrected)EventSerializer.Read(recorded);
        if (correction.OfKind != "referral") return null;
        var corrected = correction.Replacement.Deserialize<CustomerReferred>(EventJson.Options)!;
        return (corrected.Referred, new(Instant.Of(correction.At), correction.Of, corrected.Customer));
    }

    internal Referrals After(RecordedEvent recorded)
    {
        var (_, referral) = In(recorded)!.Value;
        return With(referral);
    }

    /// <summary>With one more, or one that holds otherwise.</summary>
    internal Referrals With(ReferredBy referral)
    {
        var others = All.Where(one => one.Fact != referral.Fact);
        return new([.. others.Append(referral).OrderBy(one => one.At).ThenBy(one => one.Fact.ToString("D"), StringComparer.Ordinal)]);
    }

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options);

    internal static Referrals Read(ReadOnlySpan<byte> stored) =>
        stored.IsEmpty ? new([]) : JsonSerializer.Deserialize<Referrals>(stored, EventJson.Options)!;
}
