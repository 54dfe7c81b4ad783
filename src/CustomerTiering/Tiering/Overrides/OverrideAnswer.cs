namespace CustomerTiering.Tiering.Overrides;

/// <summary>What the caller is told of a changed override.</summary>
/// <param name="Status">How far it has come.</param>
/// <param name="Approvals">How many people have approved it.</param>
/// <param name="Needed">How many must.</param>
/// <param name="Version">Its version, which its next change names in If-Match.</param>
public sealed record OverrideAnswer(Guid Id, OverrideStatus Status, int Approvals, int Needed, int Version);
