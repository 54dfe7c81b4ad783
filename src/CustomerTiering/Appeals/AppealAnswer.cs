namespace CustomerTiering.Appeals;

/// <summary>What the caller is told of a changed appeal.</summary>
/// <param name="Status">filed, under-review, upheld, dismissed, or closed: the customer was merged into another.</param>
/// <param name="Deadline">The last day on which it is answered in time, included, UTC.</param>
/// <param name="Decision">The decision that answers it.</param>
/// <param name="Override">The override that answers it.</param>
public sealed record AppealAnswer(Guid Id, AppealStatus Status, DateOnly Deadline, Guid? Decision = null, Guid? Override = null);
