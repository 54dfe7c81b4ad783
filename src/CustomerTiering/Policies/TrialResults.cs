using System.Security.Cryptography;
using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Http;

namespace CustomerTiering.Policies;

/// <summary>The trial that an approver looked at.</summary>
/// <param name="Digest">SHA-256 of the canonical form of its result, hex; null where none was looked at.</param>
public sealed record LookedAt(string? Digest);

/// <summary>Finds what trials of drafts on history came to.</summary>
public sealed class TrialResults(Runs runs)
{
    /// <summary>The kind of run that a trial is. Its parameters name the texts that it tries: <c>{"drafts":[{"name","version","digest"}]}</c>.</summary>
    public const string RunKind = "trial";

    /// <summary>The digest of a trial's result, if it is done and tried this very text.</summary>
    public async Task<Result<LookedAt>> DigestAsync(TenantId tenant, Guid? trial, string name, int version, string digest, CancellationToken cancel)
    {
        if (trial is not { } id) return new LookedAt(null);
        if (await runs.FindAsync(tenant, id, cancel) is not { Kind: RunKind } run) return Problem.NotFound("trial");
        if (!Tries(run.Parameters, name, version, digest)) return Problem.Broken("another-trial", $"The trial is not for version {version} with the digest {digest}.");
        if (run is not { State: RunState.Done, Result: { } result }) return Problem.Broken("trial-not-done", $"The trial is {run.State.ToString().ToLowerInvariant()}, not done.");
        return new LookedAt(Convert.ToHexStringLower(SHA256.HashData(CanonicalJson.Canonicalize(result.Span))));
    }

    private static bool Tries(ReadOnlyMemory<byte> parameters, string name, int version, string digest)
    {
        using var asked = JsonDocument.Parse(parameters);
        return asked.RootElement.TryGetProperty("drafts", out var drafts) && drafts.EnumerateArray().Any(draft =>
            draft.GetProperty("name").GetString() == name && draft.GetProperty("version").GetInt32() == version && draft.GetProperty("digest").GetString() == digest);
    }
}
