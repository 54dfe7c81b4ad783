using System.Text.Json.Nodes;

namespace CustomerTiering.Policies;

/// <summary>What the caller is told of a version.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan.</param>
/// <param name="Version">From 1.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Digest">SHA-256 of the text's canonical form, hex.</param>
/// <param name="From">First day on which it decides, in its zone.</param>
/// <param name="Given">After an approval: how many people approved by now.</param>
/// <param name="Needed">After an approval: how many must.</param>
/// <param name="Overdue">
/// After a tier policy was put in force from the past, or where there are any: how many customers hold a tier on the ladder of which the last day has
/// passed already. They are judged by the next timer or run.
/// </param>
public sealed record StandardAnswer(
    string Name, int Version, StandardStatus Status, string Digest, DateOnly? From = null, int? Given = null, int? Needed = null, int? Overdue = null);

/// <summary>A version whole.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan.</param>
/// <param name="Version">From 1.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Digest">SHA-256 of the text's canonical form, hex.</param>
/// <param name="StandardDigest">SHA-256 of text and frozen zone, which decisions name; null before approval.</param>
/// <param name="Authors">Everybody who wrote any revision.</param>
/// <param name="Approvals">Who approved it, and when.</param>
/// <param name="From">First day on which it decides, in its zone.</param>
/// <param name="PutInForceAt">When it was put in force.</param>
/// <param name="Document">The text, normalized.</param>
public sealed record StandardDetails(
    string Name, int Version, StandardStatus Status, string Digest, string? StandardDigest, IReadOnlyList<string> Authors,
    IReadOnlyList<StandardApproval> Approvals, DateOnly? From, DateTimeOffset? PutInForceAt, JsonObject? Document)
{
    /// <param name="name">What it is a standard of.</param>
    /// <param name="state">All versions.</param>
    /// <param name="now">By which its status is told, in its zone.</param>
    /// <param name="withDocument">Whether the text is there too.</param>
    internal static StandardDetails Of(string name, StandardState state, StandardVersion version, DateTimeOffset now, bool withDocument) => new(
        name, version.Number, state.StatusOn(version, version.TodayAt(now)), version.Digest, version.StandardDigest, [.. version.Authors.Order(StringComparer.Ordinal)], version.Approvals,
        version.From, version.PutInForceAt, withDocument ? version.Document : null);
}
