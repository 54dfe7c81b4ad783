using CustomerTiering.Access;

namespace CustomerTiering.BulkRuns;

/// <summary>A kind of run in words: how it is stored, what it waits for, and how the API speaks of it.</summary>
/// <param name="Kind">The stored name.</param>
/// <param name="Reads">Read models that must have caught up besides facts and merges, and followers whose appends count.</param>
/// <param name="Route">Where its runs are found, below <c>/api/v1</c>.</param>
/// <param name="Tag">The API's section.</param>
/// <param name="Noun">A run of the kind in messages.</param>
/// <param name="StartSummary">What starting one does.</param>
/// <param name="ProgressSummary">What reading one tells.</param>
/// <param name="CancelSummary">What cancelling one does; null where it can't be cancelled.</param>
/// <param name="Starters">Roles that start and cancel it.</param>
/// <param name="Readers">Roles that read it.</param>
public sealed record RunDescription(
    string Kind, IReadOnlyCollection<string> Reads, string Route, string Tag, string Noun, string StartSummary, string ProgressSummary,
    string? CancelSummary, IReadOnlyList<string> Starters, IReadOnlyList<string> Readers)
{
    /// <summary>A run that assesses everybody.</summary>
    /// <param name="kind">The stored name.</param>
    /// <param name="reads">What must have caught up.</param>
    /// <param name="route">Where its runs are found.</param>
    /// <param name="summary">What starting one does.</param>
    /// <param name="noun">With its article, as in <c>an assessment of stages</c>.</param>
    public static RunDescription Assessment(string kind, IReadOnlyCollection<string> reads, string route, string summary, string noun) => new(
        kind, reads, route, "assessments", "assessment", summary, $"Get the progress and result of {noun}", $"Cancel the remaining work of {noun}",
        [Roles.Operator], [Roles.Operator, Roles.Reviewer, Roles.PolicyAuthor, Roles.Approver]);
}
