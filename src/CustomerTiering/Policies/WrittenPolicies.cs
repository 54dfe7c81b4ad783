using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Policies;

/// <summary>The text of a tier policy for trials, in force or not.</summary>
/// <param name="Name">The ladder.</param>
/// <param name="Version">From 1; 0 for a text that is not a version.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex.</param>
/// <param name="Document">The text, normalized.</param>
/// <param name="Zone">The zone frozen by the approval; before approval, as this machine knows it.</param>
public sealed record WrittenPolicy(string Name, int Version, string Digest, JsonObject Document, JsonObject Zone)
{
    /// <summary>The policy as if it had been put in force on a day.</summary>
    public StandardInForce<CompiledPolicy> InForceFrom(DateOnly day)
    {
        var policy = PolicyReader.Read(CanonicalJson.Write(Document), CanonicalJson.Write).Document;
        if (policy is null || !ZoneRules.TryParse(Zone, out var zone))
            throw new InvalidDataException($"The text with digest {Digest} was read and can't be read any more.");
        return new(new(Name, Version, StandardKind.DigestOf(Document, Zone)), new(policy, zone), day, null, DateTimeOffset.UnixEpoch);
    }
}

/// <summary>Finds the texts of tier policies for trials: versions of any status, and documents that are not versions.</summary>
public sealed class WrittenPolicies(Aggregates aggregates, StandardCatalogue catalogue)
{
    /// <summary>A version; the latest if null.</summary>
    public async Task<Result<WrittenPolicy>> FindAsync(TenantId tenant, string ladder, int? version, CancellationToken cancel)
    {
        var state = (await aggregates.LoadAsync<StandardState>(tenant, StandardKind.TierPolicy.Stream(ladder), StandardState.Apply, cancel)).State;
        return state?.Version(version ?? state.Versions.Count) is { } found
            ? new WrittenPolicy(ladder, found.Number, found.Digest, found.Document, found.Zone ?? ZoneOf(found.Document))
            : Problem.NotFound("version");
    }

    /// <summary>A document, or all errors in it.</summary>
    public async Task<Result<WrittenPolicy>> ReadAsync(TenantId tenant, ReadOnlyMemory<byte> utf8, CancellationToken cancel) =>
        StandardKind.TierPolicy.Read(utf8, await catalogue.AtHandAsync(tenant, cancel)).TryGet(out var text, out var wrong)
            ? new WrittenPolicy(text.Name, 0, text.Digest, text.Document, ZoneOf(text.Document))
            : wrong;

    /// <summary>The zone as this machine knows it now. It was known when the text was read.</summary>
    private static JsonObject ZoneOf(JsonObject document) => ZoneRules.TryFind((string)document["timeZone"]!, out var zone)
        ? zone.ToJson()
        : throw new InvalidOperationException($"This machine no longer knows the time zone {document["timeZone"]}.");
}
