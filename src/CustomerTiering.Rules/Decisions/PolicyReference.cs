namespace CustomerTiering.Rules.Decisions;

/// <summary>Identifies the policy text behind a decision.</summary>
/// <param name="Id">Id of the policy.</param>
/// <param name="Version">The version, from 1; on paper 0.</param>
/// <param name="Digest">Lower-case hex of the SHA-256 of the canonical form together with the frozen zone.</param>
public sealed record PolicyReference(string Id, int Version, string Digest);
