namespace CustomerTiering.Packs;

/// <summary>A pack in a list.</summary>
/// <param name="Id">By which it is installed.</param>
/// <param name="Case">The case study.</param>
/// <param name="Name">By language.</param>
/// <param name="Description">By language.</param>
/// <param name="Ladders">Names of its ladders.</param>
/// <param name="Plans">Codes of its service plans.</param>
public sealed record PackSummary(
    string Id, string Case, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Description, IReadOnlyList<string> Ladders,
    IReadOnlyList<string> Plans)
{
    public static PackSummary Of(Pack pack) => new(
        pack.Id, pack.Case, pack.Name, pack.Description, [.. pack.Ladders.Select(ladder => ladder.Ladder)], [.. pack.PlanCodes]);
}

/// <summary>The packs that the program carries: the same for every company, and nothing of any of them.</summary>
public static class ReadPacks
{
    internal static void Map(RouteGroupBuilder packs)
    {
        packs.MapGet("/", () => new Read<IReadOnlyList<PackSummary>>([.. PackLibrary.All.Select(PackSummary.Of)]))
            .WithSummary("List the packs: case studies that are ready to be installed").RequireRoles(Roles.ReadsCustomers);

        packs.MapGet("/{pack}", Results<Read<Pack>, ProblemHttpResult> (string pack) =>
                PackLibrary.Find(pack) is { } found ? new Read<Pack>(found) : Problem.NotFound("pack").ToResult())
            .WithSummary("Get a pack with all its documents and the origin of its numbers").RequireRoles(Roles.ReadsCustomers);
    }
}
