using CustomerTiering.Events;

namespace CustomerTiering.Satisfaction;

// Streams: asking/<fact id> for each survey sent with the answers that name it, satisfaction/<customer> for answers that name none, complaint/<fact id> for each complaint.

/// <summary>A survey was sent to the customer. It counts for the response rate.</summary>
public sealed record SurveySent(Guid Customer, string Survey, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>The customer answered a survey: CSAT 1 to 5, NPS 0 to 10, CES 1 to 7. <paramref name="Of"/> is the fact id of the sent survey, if known.</summary>
public sealed record SurveyAnswered(Guid Customer, string Survey, decimal Score, Guid? Of, string? Channel, Personal? SourceId, Personal? Comment, Personal? Note);

/// <summary>The customer opened a complaint.</summary>
public sealed record ComplaintOpened(Guid Customer, string? Category, string? Priority, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>The complaint was resolved. It may be reopened.</summary>
public sealed record ComplaintResolved(Guid Customer, Guid Complaint, string? Channel, Personal? SourceId, Personal? Note);

/// <summary>The complaint was reopened.</summary>
public sealed record ComplaintReopened(Guid Customer, Guid Complaint, string? Channel, Personal? SourceId, Personal? Note);
