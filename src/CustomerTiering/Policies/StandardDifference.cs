using System.Text.Json.Nodes;
using CustomerTiering.Rules.Differences;

namespace CustomerTiering.Policies;

/// <summary>One change, as data and in words.</summary>
/// <param name="Path">Where, a JSON path that names entries by what they are.</param>
/// <param name="Before">What stands there in the earlier text.</param>
/// <param name="After">What stands there in the later text.</param>
/// <param name="En">In English.</param>
/// <param name="Zh">In Chinese.</param>
public sealed record StandardChange(string Path, JsonNode? Before, JsonNode? After, string En, string Zh);

/// <summary>What a version changes.</summary>
/// <param name="Name">The ladder, <c>lifecycle</c>, or the code of a service plan.</param>
/// <param name="To">The version that it is compared with; null: with nothing, since none is in force.</param>
/// <param name="Digest">SHA-256 of the canonical form of <c>{"after":…,"before":…,"changes":[…]}</c>, hex, which an approval records.</param>
/// <param name="Changes">Every change; none where the texts are the same.</param>
public sealed record StandardDifference(string Name, int Version, int? To, string Digest, IReadOnlyList<StandardChange> Changes)
{
    /// <param name="name">What it is a standard of.</param>
    /// <param name="version">The later version.</param>
    /// <param name="other">The one that it is compared with, or null.</param>
    public static StandardDifference Of(string name, StandardVersion version, StandardVersion? other)
    {
        var changes = DocumentDifference.Of(other?.Document, version.Document);
        return new(
            name, version.Number, other?.Number, DigestOf(version, other, changes),
            [.. changes.Select(change => new StandardChange(change.Path, change.Before, change.After, change.English, change.Chinese))]);
    }

    /// <summary>The texts by their digests, and the changes without their words, whose wording may be bettered.</summary>
    private static string DigestOf(StandardVersion version, StandardVersion? other, EquatableList<DocumentChange> changes) => StandardKind.DigestOf(new JsonObject
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
