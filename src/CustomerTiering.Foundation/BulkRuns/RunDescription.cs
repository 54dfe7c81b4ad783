using CustomerTiering.Access;

namespace CustomerTiering.BulkRuns;

/// <summary>How a kind of run is stored, what it waits for, and how the API presents it.</summary>
/// <param name="Kind">The stored name.</param>
/// <param name="Reads">Read models that must have caught up besides facts and merges, and followers whose appends matter.</param>
/// <param name="Route">The path of its runs below <c>/api/v1</c>.</param>
/// <param name="Tag">The API section.</param>
/// <param name="Noun">The name of a run in messages.</param>
/// <param name="StartSummary">The summary of the start endpoint.</param>
/// <param name="ProgressSummary">The summary of the progress endpoint.</param>
/// <param name="CancelSummary">The summary of the cancel endpoint; null if it cannot be cancelled.</param>
/// <param name="Starters">Roles that start and cancel it.</param>
/// <param name="Readers">Roles that read it.</param>
public sealed record RunDescription(
    string Kind, IReadOnlyCollection<string> Reads, string Route, string Tag, string Noun, string StartSummary, string ProgressSummary,
    string? CancelSummary, IReadOnlyList<string> Starters, IReadOnlyList<string> Readers)
{
    /// <summary>A run that assesses all customers. <paramref name="noun"/> includes its article, as in <c>an assessment of stages</c>.</summary>
    public static RunDescription Assessment(string kind, IReadOnlyCollection<string> reads, string route, string summary, string noun) => new(
        kind, reads, route, "assessments", "assessment", summary, $"Get the progress and result of {noun}", $"Cancel the remaining work of {noun}",
        [Roles.Operator], [Roles.Operator, Roles.Reviewer, Roles.PolicyAuthor, Roles.Approver]);
}
