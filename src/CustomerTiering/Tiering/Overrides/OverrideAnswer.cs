namespace CustomerTiering.Tiering.Overrides;

/// <summary>The answer to a change of an override.</summary>
/// <param name="Approvals">How many people have approved it.</param>
/// <param name="Needed">How many approvals it needs.</param>
/// <param name="Version">The override's version, for If-Match of the next change.</param>
public sealed record OverrideAnswer(Guid Id, OverrideStatus Status, int Approvals, int Needed, int Version);
