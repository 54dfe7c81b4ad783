using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Facts;

/// <summary>The facts that a standard names, and that therefore call for an evaluation at once.</summary>
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
    /// Interest in facts of these measures, in entries and leavings of these segments and, if the standard looks at them, in every fact of kind <c>customer</c> and
    /// every move between stages.
    /// </summary>
    /// <param name="measures">The measures of the standard's metrics.</param>
    /// <param name="profile">Whether the standard names an attribute, or judges groups.</param>
    /// <param name="segments">The segments that it names.</param>
    /// <param name="stages">Whether it names stages of the lifecycle.</param>
    public FactInterest(IEnumerable<Measure> measures, bool profile, IEnumerable<string> segments, bool stages = false)
    {
        _stages = stages;
        _segments.UnionWith(segments);
        if (profile || _segments.Count > 0) _kinds.Add(FactKind.Customer);
        foreach (var measure in measures) Add(measure);
    }

    /// <summary>Whether facts of the customers referred are looked at: by what they buy, or by whether they had bought before.</summary>
    public bool Referred => _countsReferrals;

    /// <summary>Whether what the customers referred buy calls for an evaluation.</summary>
    public bool CountsWhatReferredBuy => _ofReferred.Count > 0;

    /// <summary>Whether purchases and what was given back of them are looked at.</summary>
    public bool Purchases => _kinds.Contains(FactKind.Purchase);

    /// <summary>Whether a purchase is looked at though all of it was returned: by <c>purchases.gross</c> or <c>returns</c>.</summary>
    public bool CountsReturned { get; private set; }

    /// <summary>Whether a fact of the customer calls for an evaluation; a correction as the fact it corrects.</summary>
    public bool Covers(Fact fact) => fact switch
    {
        Correction correction => Covers(correction.Replacement),
        SurveyAnswer answer => _answers[(int)answer.Survey],
        Indicator indicator => _indicators.Contains(indicator.Name),
        Membership membership => _segments.Contains(membership.Segment),
        StageTransition => _stages,
        _ => _kinds.Contains(fact.Kind),
    };

    /// <summary>Whether a fact of a customer whom the customer referred calls for an evaluation.</summary>
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
                break; // Time alone changes it.
            default:
                throw new ArgumentOutOfRangeException(nameof(measure));
        }
    }
}
