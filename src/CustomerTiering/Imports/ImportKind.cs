using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports;

/// <summary>What a file that is imported tells of: which kinds of fact it may hold, and which one a row is that doesn't say it.</summary>
/// <param name="Name">As it is named on the command line.</param>
/// <param name="Default">The kind of a row that names none; null where each row has to.</param>
/// <param name="Facts">The kinds that may stand in it.</param>
public sealed record ImportKind(string Name, FactKind? Default, IReadOnlyList<FactKind> Facts)
{
    /// <summary>Facts of all kinds, mixed.</summary>
    public static ImportKind Mixed { get; } = new("facts", null, FactKinds.Stated);

    public static IReadOnlyList<ImportKind> All { get; } =
    [
        Mixed,
        new("customers", FactKind.Customer, [FactKind.Customer]),
        new("purchases", FactKind.Purchase, [FactKind.Purchase, FactKind.Return, FactKind.Cancellation, FactKind.Reinstatement]),
        new("interactions", FactKind.Interaction, [FactKind.Interaction]),
        new("surveys", FactKind.Survey, [FactKind.SurveyAsked, FactKind.Survey]),
        new("complaints", FactKind.Complaint, [FactKind.Complaint, FactKind.ComplaintResolved, FactKind.ComplaintReopened]),
        new("indicators", FactKind.Indicator, [FactKind.Indicator]),
    ];

    /// <summary>The kind of that name, or null.</summary>
    public static ImportKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
