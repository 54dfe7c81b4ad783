using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports;

/// <summary>The content of an imported file: the kinds of fact that it may contain, and the kind of rows that name none.</summary>
/// <param name="Name">The name on the command line.</param>
/// <param name="Default">The kind of a row that names none; null if every row must name its kind.</param>
/// <param name="Facts">The kinds allowed in the file.</param>
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

    public static ImportKind? Named(string name) => All.FirstOrDefault(kind => kind.Name == name);
}
