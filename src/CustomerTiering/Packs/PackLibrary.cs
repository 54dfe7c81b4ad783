using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Http.Json;

namespace CustomerTiering.Packs;

/// <summary>The packs included in the program, read once from its resources.</summary>
public static class PackLibrary
{
    private const string Prefix = "packs/";

    /// <summary>All packs, in the order of the case studies.</summary>
    public static IReadOnlyList<Pack> All { get; } = [.. Ids().Select(Read).OrderBy(pack => pack.Case, StringComparer.Ordinal)];

    public static Pack? Find(string id) => All.FirstOrDefault(pack => pack.Id == id);

    private static IEnumerable<string> Ids() => typeof(PackLibrary).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(name => name.Split('/', '\\')[1]).Distinct();

    private static Pack Read(string id)
    {
        var about = Parsed(id, "pack.json").Deserialize<About>(JsonSettings.Options)!;
        return new(
            about.Id, about.Case, about.Name, about.Description,
            [.. about.Ladders.Select(one => (one.Description, Policy: Parsed(id, one.Policy).AsObject()))
                .Select(one => new PackLadder((string)one.Policy["ladder"]!, one.Description, one.Policy))],
            about.Attributes, about.Sources, Parsed(id, "lifecycle.json").AsObject(),
            [.. Parsed(id, "plans.json").AsArray().Select(plan => plan!.AsObject())]);
    }

    private static JsonNode Parsed(string id, string file)
    {
        using var stream = typeof(PackLibrary).Assembly.GetManifestResourceStream($"{Prefix}{id}/{file}")
            ?? throw new InvalidDataException($"The pack {id} has no {file}.");
        return JsonNode.Parse(stream)!;
    }

    /// <summary>The content of <c>pack.json</c>.</summary>
    private sealed record About(
        string Id, string Case, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Description,
        IReadOnlyList<AboutLadder> Ladders,
        IReadOnlyList<AttributeDeclared> Attributes, IReadOnlyList<PackSource> Sources);

    private sealed record AboutLadder(string Policy, IReadOnlyDictionary<string, string> Description);
}
