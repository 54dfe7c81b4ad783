using System.Text.Json.Nodes;

namespace CustomerTiering.Policies;

/// <summary>The answer to a step of a version.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
/// <param name="Digest">SHA-256 of the text's canonical form, hex.</param>
/// <param name="From">First day on which it decides, in its zone.</param>
/// <param name="Given">After an approval: number of approvals so far.</param>
/// <param name="Needed">After an approval: number of approvals required.</param>
/// <param name="Overdue">
/// Number of customers whose tier on the ladder has passed its last day; the next timer or run decides them. Null unless a tier policy was put in
/// force from a past day or the number is above 0.
/// </param>
public sealed record StandardAnswer(
    string Name, int Version, StandardStatus Status, string Digest, DateOnly? From = null, int? Given = null, int? Needed = null,
    int? Overdue = null);

/// <summary>A version in full.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
/// <param name="Digest">SHA-256 of the text's canonical form, hex.</param>
/// <param name="StandardDigest">SHA-256 of text and frozen zone, as named by decisions; null before approval.</param>
/// <param name="Authors">Everyone who wrote any revision.</param>
/// <param name="From">First day on which it decides, in its zone.</param>
/// <param name="Document">The text, normalized.</param>
public sealed record StandardDetails(
    string Name, int Version, StandardStatus Status, string Digest, string? StandardDigest, IReadOnlyList<string> Authors,
    IReadOnlyList<StandardApproval> Approvals, DateOnly? From, DateTimeOffset? PutInForceAt, JsonObject? Document)
{
    /// <param name="now">Determines the status, in the version's zone.</param>
    internal static StandardDetails Of(string name, StandardState state, StandardVersion version, DateTimeOffset now, bool withDocument) => new(
        name, version.Number, state.StatusOn(version, version.TodayAt(now)), version.Digest, version.StandardDigest,
        [.. version.Authors.Order(StringComparer.Ordinal)], version.Approvals,
        version.From, version.PutInForceAt, withDocument ? version.Document : null);
}
