namespace CustomerTiering.Rules.Facts.Kinds;

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
