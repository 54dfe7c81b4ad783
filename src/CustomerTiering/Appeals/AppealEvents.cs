namespace CustomerTiering.Appeals;

// Stream: appeal/<appeal>.

/// <summary>A customer, or a representative, contested a decision about the customer's tier.</summary>
/// <param name="Ladder">The ladder of the decision.</param>
/// <param name="Grounds">The grounds in the customer's words.</param>
/// <param name="Deadline">The last day for a timely answer, included, UTC.</param>
public sealed record AppealFiled(Guid Customer, string Ladder, Guid Decision, string Channel, Personal Grounds, DateOnly Deadline);

/// <summary>A person who took no part in the decision took up the appeal.</summary>
public sealed record AppealTakenUp(Guid Customer);

/// <summary>The appeal was upheld by a new decision or by an override.</summary>
public sealed record AppealUpheld(Guid Customer, Guid? Decision, Guid? Override, Personal? Comment);

/// <summary>The appeal was dismissed with reasons for the customer. The decision stands.</summary>
public sealed record AppealDismissed(Guid Customer, Personal Reasons);

/// <summary>
/// The appeal was closed because its customer was merged into another. The contested decision no longer belongs to a customer; a new appeal can be
/// filed for the survivor.
/// </summary>
public sealed record AppealClosed(Guid Customer, Guid MergedInto);

/// <summary>The deadline of the appeal passed without an answer.</summary>
public sealed record AppealDeadlineMissed(Guid Customer, DateOnly Deadline);
