using System.Text.Json.Nodes;

namespace CustomerTiering.Packs;

/// <summary>A ladder of a pack.</summary>
/// <param name="Ladder">Its name, which begins with the pack's id.</param>
/// <param name="Description">The criteria in words, by language.</param>
public sealed record PackLadder(string Ladder, IReadOnlyDictionary<string, string> Description, JsonObject Policy);

/// <summary>The source of thresholds, weights or costs of a pack.</summary>
/// <param name="Of">The numbers concerned.</param>
/// <param name="Because">The rationale, by language.</param>
public sealed record PackSource(string Of, IReadOnlyDictionary<string, string> Because);

/// <summary>A case study as ready-made standards: tier policies, a lifecycle and service plans.</summary>
/// <param name="Id">The id used to install it. The names of all its ladders and plans begin with it.</param>
/// <param name="Case">The case study, C1 to C9.</param>
/// <param name="Name">By language.</param>
/// <param name="Description">By language.</param>
/// <param name="Attributes">Customer attributes that its policies need besides facts.</param>
/// <param name="Sources">The rationale of its numbers.</param>
/// <param name="Lifecycle">A suitable lifecycle. A company has only one, so it is installed only on request.</param>
/// <param name="Plans">The service plans of its tiers, lowest first.</param>
public sealed record Pack(
    string Id, string Case, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Description,
    IReadOnlyList<PackLadder> Ladders,
    IReadOnlyList<AttributeDeclared> Attributes, IReadOnlyList<PackSource> Sources, JsonObject Lifecycle, IReadOnlyList<JsonObject> Plans)
{
    public IEnumerable<string> PlanCodes => Plans.Select(plan => (string)plan["code"]!);
}
