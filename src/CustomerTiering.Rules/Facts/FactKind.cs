using CustomerTiering.Rules.Facts.Kinds;

namespace CustomerTiering.Rules.Facts;

/// <summary>The kinds of facts. The product derives the last two; no source states them.</summary>
public enum FactKind
{
#pragma warning disable CS1591 // The names are those of the facts guide.
    Customer, Purchase, Return, Cancellation, Reinstatement, Interaction, SurveyAsked, Survey,
    Complaint, ComplaintResolved, ComplaintReopened, Referral, Indicator, Correction, Membership, StageMove,
#pragma warning restore CS1591
}

/// <summary>The description of each kind.</summary>
internal static class KindTable
{
    private static readonly KindDescription[] ByKind = InOrder(
        new CustomerKind(), new PurchaseKind(), new ReturnKind(), new CancellationKind(), new ReinstatementKind(), new InteractionKind(),
        new SurveyAskedKind(),
        new SurveyKind(), new ComplaintKind(), new ComplaintResolvedKind(), new ComplaintReopenedKind(), new ReferralKind(), new IndicatorKind(),
        new CorrectionKind(), new MembershipKind(), new StageMoveKind());

    public static IReadOnlyList<KindDescription> All => ByKind;

    public static KindDescription Of(FactKind kind) => ByKind[(int)kind];

    private static KindDescription[] InOrder(params KindDescription[] kinds)
    {
        var ordered = new KindDescription[kinds.Length];
        foreach (var kind in kinds) ordered[(int)kind.Kind] = kind;
        return ordered;
    }
}

/// <summary>The names of the kinds in documents.</summary>
public static class FactKinds
{
    private static readonly Dictionary<string, FactKind> StatedByName =
        KindTable.All.Where(kind => kind.IsStated).ToDictionary(kind => kind.Name, kind => kind.Kind, StringComparer.Ordinal);

    /// <summary>The name in documents: <c>survey-asked</c>.</summary>
    public static string Name(this FactKind kind) => KindTable.Of(kind).Name;

    /// <summary>The kinds that a source may state, without those that the product derives.</summary>
    public static IReadOnlyList<FactKind> Stated { get; } = [.. KindTable.All.Where(kind => kind.IsStated).Select(kind => kind.Kind)];

    /// <summary>Finds the kind with this name that a source may state; false if there is none.</summary>
    public static bool TryParse(string name, out FactKind kind) => StatedByName.TryGetValue(name, out kind);
}

/// <summary>Whether a customer is a natural person.</summary>
public enum CustomerType
{
#pragma warning disable CS1591 // The names say it.
    Person, Company,
#pragma warning restore CS1591
}

/// <summary>A standard survey: CSAT 1 to 5, NPS 0 to 10, CES 1 to 7.</summary>
public enum Survey
{
#pragma warning disable CS1591 // The names are those of the facts guide.
    Csat, Nps, Ces,
#pragma warning restore CS1591
}
