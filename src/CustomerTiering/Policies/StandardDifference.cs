using System.Text.Json.Nodes;
using CustomerTiering.Rules.Differences;

namespace CustomerTiering.Policies;

/// <summary>One change, as data and in words.</summary>
/// <param name="Path">JSON path that identifies entries by their names.</param>
/// <param name="Before">The value in the earlier text.</param>
/// <param name="After">The value in the later text.</param>
public sealed record StandardChange(string Path, JsonNode? Before, JsonNode? After, string En, string Zh);

/// <summary>The changes that a version makes.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan or segment.</param>
/// <param name="To">The version compared with; null if none is in force and the comparison is with an empty text.</param>
/// <param name="Digest">SHA-256 of the canonical form of <c>{"after":…,"before":…,"changes":[…]}</c>, hex. Recorded by an approval.</param>
/// <param name="Changes">Every change; empty if the texts are equal.</param>
public sealed record StandardDifference(string Name, int Version, int? To, string Digest, IReadOnlyList<StandardChange> Changes)
{
    /// <param name="other">The version to compare with, or null.</param>
    public static StandardDifference Of(string name, StandardVersion version, StandardVersion? other)
    {
        var changes = DocumentDifference.Of(other?.Document, version.Document);
        return new(
            name, version.Number, other?.Number, DigestOf(version, other, changes),
            [.. changes.Select(change => new StandardChange(change.Path, change.Before, change.After, change.English, change.Chinese))]);
    }

    /// <summary>Covers the digests of both texts and the changes without their wording, which may be improved later.</summary>
    private static string DigestOf(StandardVersion version, StandardVersion? other, EquatableList<DocumentChange> changes) =>
        StandardKind.DigestOf(new JsonObject
        {
            ["after"] = version.Digest,
            ["before"] = other?.Digest,
            ["changes"] = new JsonArray([.. changes.Select(change => new JsonObject
        {
            ["path"] = change.Path,
            ["before"] = change.Before?.DeepClone(),
            ["after"] = change.After?.DeepClone(),
        })]),
        });
}
