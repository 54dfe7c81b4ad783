using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>One referral of a customer.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Fact">The fact's id.</param>
/// <param name="By">The referrer.</param>
/// <param name="Recorded">Its position in the log, which orders referrals of the same instant.</param>
public sealed record ReferredBy(Instant At, Guid Fact, Guid By, long Recorded)
{
    /// <summary>
    /// Its part in the digest of a decision: SHA-256 over the fact's id (16 bytes) and the time as text, <c>2026-03-05T00:59:59.000000Z</c>.
    /// </summary>
    internal byte[] Digest() => SHA256.HashData([.. Fact.ToByteArray(bigEndian: true), .. Encoding.ASCII.GetBytes(At.ToString())]);
}

/// <summary>All referrals of one customer, by time, then by position.</summary>
public sealed record Referrals(IReadOnlyList<ReferredBy> All)
{
    private const string Prefix = "by/";

    internal static string Key(Guid referred) => $"{Prefix}{referred:D}";

    internal static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    internal static Guid Referred(string key) => Guid.Parse(key.AsSpan(Prefix.Length));

    /// <summary>The customers whose referrals the event changes: the referred customer and, after a correction, the previous one.</summary>
    internal static IEnumerable<Guid> In(RecordedEvent recorded)
    {
        if (Read(recorded) is not { } read) return [];
        return read.Before is { } before && before != read.Referred ? [read.Referred, before] : [read.Referred];
    }

    internal Referrals After(Guid referred, RecordedEvent recorded)
    {
        var (now, _, referral) = Read(recorded)!.Value;
        return now == referred
            ? With(referral with { Recorded = All.FirstOrDefault(one => one.Fact == referral.Fact)?.Recorded ?? referral.Recorded })
                : Without(referral.Fact);
    }

    /// <summary>Adds a referral, or replaces it.</summary>
    internal Referrals With(ReferredBy referral) =>
        new([.. Without(referral.Fact).All.Append(referral).OrderBy(one => one.At).ThenBy(one => one.Recorded)]);

    private Referrals Without(Guid fact) => new([.. All.Where(one => one.Fact != fact)]);

    private static (Guid Referred, Guid? Before, ReferredBy Referral)? Read(RecordedEvent recorded)
    {
        var kind = FactEvents.KindOf(recorded.Type);
        if (kind == FactKind.Referral)
        {
            var referral = (Referral)FactEvents.Of(recorded);
            return (Guid.Parse(referral.Referred), null, new(referral.At, recorded.Id, recorded.Subject!.Value, recorded.Position));
        }
        if (kind != FactKind.Correction || FactEvents.Of(recorded) is not Correction { Replacement: Referral corrected } correction) return null;
        var before = ((FactCorrected)EventSerializer.Read(recorded)).Before;
        return (Guid.Parse(corrected.Referred), before, new(corrected.At, Guid.Parse(correction.Of), recorded.Subject!.Value, recorded.Position));
    }

    internal byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, EventJson.Options);

    internal static Referrals Stored(ReadOnlySpan<byte> stored) =>
        stored.IsEmpty ? new([]) : JsonSerializer.Deserialize<Referrals>(stored, EventJson.Options)!;
}
