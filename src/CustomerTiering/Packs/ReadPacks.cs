namespace CustomerTiering.Packs;

/// <param name="Id">The id used to install it.</param>
/// <param name="Name">By language.</param>
/// <param name="Description">By language.</param>
public sealed record PackSummary(
    string Id, string Case, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Description, IReadOnlyList<string> Ladders,
    IReadOnlyList<string> Plans)
{
    public static PackSummary Of(Pack pack) => new(
        pack.Id, pack.Case, pack.Name, pack.Description, [.. pack.Ladders.Select(ladder => ladder.Ladder)], [.. pack.PlanCodes]);
}

/// <summary>The packs included in the program. They are the same for every company and contain no company's data.</summary>
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
