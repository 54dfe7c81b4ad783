namespace CustomerTiering.Appeals;

/// <summary>The answer to a change of an appeal.</summary>
/// <param name="Status">filed, under-review, upheld, dismissed, or closed (the customer was merged into another).</param>
/// <param name="Deadline">The last day for a timely answer, included, UTC.</param>
/// <param name="Decision">The new decision that answers the appeal.</param>
/// <param name="Override">The override that answers the appeal.</param>
public sealed record AppealAnswer(Guid Id, AppealStatus Status, DateOnly Deadline, Guid? Decision = null, Guid? Override = null);
