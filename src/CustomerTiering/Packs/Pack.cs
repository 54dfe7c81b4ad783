using System.Text.Json.Nodes;

namespace CustomerTiering.Packs;

/// <summary>A ladder of a pack.</summary>
/// <param name="Ladder">Its name, which begins with the pack's.</param>
/// <param name="Description">What it judges by, by language.</param>
/// <param name="Policy">The tier policy.</param>
public sealed record PackLadder(string Ladder, IReadOnlyDictionary<string, string> Description, JsonObject Policy);

/// <summary>Where thresholds, weights or costs of a pack come from.</summary>
/// <param name="Of">Which of them.</param>
/// <param name="Because">The reason, by language.</param>
public sealed record PackSource(string Of, IReadOnlyDictionary<string, string> Because);

/// <summary>A case study as standards that are ready to use: tier policies, a lifecycle and service plans.</summary>
/// <param name="Id">By which it is installed; every ladder and plan of it begins with that.</param>
/// <param name="Case">The case study, C1 to C9.</param>
/// <param name="Name">By language.</param>
/// <param name="Description">By language.</param>
/// <param name="Ladders">Its tier policies, in order.</param>
/// <param name="Attributes">What its policies ask of customers besides facts.</param>
/// <param name="Sources">Why its numbers are what they are.</param>
/// <param name="Lifecycle">A lifecycle that suits the trade. A company has one, so it is installed only on request.</param>
/// <param name="Plans">The service plans that its tiers bring, lowest first.</param>
public sealed record Pack(
    string Id, string Case, IReadOnlyDictionary<string, string> Name, IReadOnlyDictionary<string, string> Description, IReadOnlyList<PackLadder> Ladders,
    IReadOnlyList<AttributeDeclared> Attributes, IReadOnlyList<PackSource> Sources, JsonObject Lifecycle, IReadOnlyList<JsonObject> Plans)
{
    /// <summary>The codes of its plans.</summary>
    public IEnumerable<string> PlanCodes => Plans.Select(plan => (string)plan["code"]!);
}
