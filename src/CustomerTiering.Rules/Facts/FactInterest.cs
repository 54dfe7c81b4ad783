using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Facts;

/// <summary>The facts that a standard uses, and that therefore require an at-once evaluation.</summary>
public sealed class FactInterest
{
    private static readonly FactKind[] Buying = [FactKind.Purchase, FactKind.Return, FactKind.Cancellation, FactKind.Reinstatement];
    private readonly HashSet<FactKind> _kinds = [];
    private readonly HashSet<string> _indicators = new(StringComparer.Ordinal);
    private readonly bool[] _answers = new bool[3];
    private readonly HashSet<FactKind> _ofReferred = [];
    private bool _countsReferrals;
    private readonly HashSet<string> _segments = new(StringComparer.Ordinal);
    private readonly bool _stages;

    /// <summary>
    /// Creates an interest in facts of these measures, in entries and exits of these segments and, if the standard uses them, in every fact of kind
    /// <c>customer</c> and every move between stages.
    /// </summary>
    /// <param name="measures">The measures of the standard's metrics.</param>
    /// <param name="profile">Whether the standard uses an attribute, or assesses groups.</param>
    /// <param name="segments">The segments used.</param>
    /// <param name="stages">Whether stages of the lifecycle are used.</param>
    public FactInterest(IEnumerable<Measure> measures, bool profile, IEnumerable<string> segments, bool stages = false)
    {
        _stages = stages;
        _segments.UnionWith(segments);
        if (profile || _segments.Count > 0) _kinds.Add(FactKind.Customer);
        foreach (var measure in measures) Add(measure);
    }

    /// <summary>Whether facts of referred customers are used: their purchases, or whether they had bought before.</summary>
    public bool Referred => _countsReferrals;

    /// <summary>Whether purchases of referred customers require an evaluation.</summary>
    public bool CountsWhatReferredBuy => _ofReferred.Count > 0;

    /// <summary>Whether purchases and their returns are used.</summary>
    public bool Purchases => _kinds.Contains(FactKind.Purchase);

    /// <summary>Whether fully returned purchases are used: by <c>purchases.gross</c> or <c>returns</c>.</summary>
    public bool CountsReturned { get; private set; }

    /// <summary>Whether a fact of the customer requires an evaluation. A correction is treated like the fact it corrects.</summary>
    public bool Covers(Fact fact) => fact switch
    {
        Correction correction => Covers(correction.Replacement),
        SurveyAnswer answer => _answers[(int)answer.Survey],
        Indicator indicator => _indicators.Contains(indicator.Name),
        Membership membership => _segments.Contains(membership.Segment),
        StageTransition => _stages,
        _ => _kinds.Contains(fact.Kind),
    };

    /// <summary>Whether a fact of a referred customer requires an evaluation.</summary>
    public bool CoversOfReferred(Fact fact) =>
        _ofReferred.Contains(((fact as Correction)?.Replacement ?? fact).Kind);

    private void Add(Measure measure)
    {
        switch (measure.Kind)
        {
            case MeasureKind.Purchases or MeasureKind.PurchasesGross or MeasureKind.PurchasesNet or MeasureKind.PurchasesMargin
                or MeasureKind.PurchasesUnits or MeasureKind.Returns:
                _kinds.UnionWith(Buying);
                CountsReturned |= measure.Kind is MeasureKind.PurchasesGross or MeasureKind.Returns;
                break;
            case MeasureKind.Interactions:
                _kinds.Add(FactKind.Interaction);
                break;
            case MeasureKind.SurveysCsat or MeasureKind.SurveysNps or MeasureKind.SurveysCes:
                _answers[measure.Kind - MeasureKind.SurveysCsat] = true;
                break;
            case MeasureKind.SurveysAsked:
                _kinds.Add(FactKind.SurveyAsked);
                break;
            case MeasureKind.Complaints or MeasureKind.ComplaintsHoursToResolve or MeasureKind.ComplaintsOpen:
                _kinds.UnionWith([FactKind.Complaint, FactKind.ComplaintResolved, FactKind.ComplaintReopened]);
                break;
            case MeasureKind.Referrals:
                _kinds.Add(FactKind.Referral);
                _countsReferrals = true;
                break;
            case MeasureKind.ReferralsRevenue:
                _kinds.Add(FactKind.Referral);
                _countsReferrals = true;
                _ofReferred.UnionWith(Buying);
                break;
            case MeasureKind.Indicator:
                _indicators.Add(measure.Indicator!);
                break;
            case MeasureKind.RelationshipDays:
                break; // Only time changes it.
            default:
                throw new ArgumentOutOfRangeException(nameof(measure));
        }
    }
}
