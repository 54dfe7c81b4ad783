using CustomerTiering.EventLog.Work;

namespace CustomerTiering.Policies;

/// <summary>A trial of drafts, as an approval refers to it.</summary>
/// <param name="Texts">The texts under trial: name, version and digest.</param>
/// <param name="Digest">SHA-256 of the canonical form of its result, hex; null until it is finished.</param>
public sealed record FoundTrial(IReadOnlyList<(string Name, int Version, string Digest)> Texts, RunState State, string? Digest);

/// <summary>Finds a trial by its id; null if there is none. Implemented by the module that runs trials.</summary>
public delegate Task<FoundTrial?> FindTrial(TenantId tenant, Guid trial, CancellationToken cancel);

/// <summary>The trial that an approver looked at.</summary>
/// <param name="Digest">SHA-256 of the canonical form of its result, hex; null if the approver looked at none.</param>
public sealed record LookedAt(string? Digest);

/// <summary>Checks that an approval refers to a finished trial of exactly the approved text.</summary>
public sealed class TrialResults(FindTrial find)
{
    /// <summary>The digest of the trial's result, or why the approval cannot refer to it.</summary>
    public async Task<Result<LookedAt>> DigestAsync(TenantId tenant, Guid? trial, string name, int version, string digest, CancellationToken cancel)
    {
        if (trial is not { } id) return new LookedAt(null);
        if (await find(tenant, id, cancel) is not { } found) return Problem.NotFound("trial");
        if (!found.Texts.Contains((name, version, digest)))
            return Problem.Broken("another-trial", $"The trial is not for version {version} with the digest {digest}.");
        if (found is not { State: RunState.Done, Digest: { } result })
            return Problem.Broken("trial-not-done", $"The trial is {found.State.ToString().ToLowerInvariant()}, not done.");
        return new LookedAt(result);
    }
}
