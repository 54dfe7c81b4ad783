namespace CustomerTiering.Rules.Decisions;

/// <summary>Which text of a policy a decision was made by.</summary>
/// <param name="Id">Id of the policy.</param>
/// <param name="Version">Its version, from 1; on paper 0.</param>
/// <param name="Digest">Lower-case hex of the SHA-256 of its canonical form together with its frozen zone.</param>
public sealed record PolicyReference(string Id, int Version, string Digest);
