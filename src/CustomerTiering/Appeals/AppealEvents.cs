using CustomerTiering.Events;

namespace CustomerTiering.Appeals;

// Stream: appeal/<appeal>.

/// <summary>A customer, or somebody for them, contests a decision about their tier.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Ladder">The ladder of the decision.</param>
/// <param name="Decision">The decision.</param>
/// <param name="Channel">By which way it came.</param>
/// <param name="Grounds">Why, in the customer's words.</param>
/// <param name="Deadline">The last day on which it is answered in time, included, UTC.</param>
public sealed record AppealFiled(Guid Customer, string Ladder, Guid Decision, string Channel, Personal Grounds, DateOnly Deadline);

/// <summary>Somebody who took no part in the decision looks at it: a person, whatever made the decision.</summary>
public sealed record AppealTakenUp(Guid Customer);

/// <summary>The appeal is right: a new decision was made, or an override granted, that answers it.</summary>
public sealed record AppealUpheld(Guid Customer, Guid? Decision, Guid? Override, Personal? Comment);

/// <summary>The decision stands, and the customer is told why.</summary>
public sealed record AppealDismissed(Guid Customer, Personal Reasons);

/// <summary>
/// The customer was merged into another while the appeal was open: the decision that it contests is no customer's any more. Whoever still objects appeals for the
/// survivor.
/// </summary>
public sealed record AppealClosed(Guid Customer, Guid MergedInto);

/// <summary>The last day passed without an answer.</summary>
public sealed record AppealDeadlineMissed(Guid Customer, DateOnly Deadline);
