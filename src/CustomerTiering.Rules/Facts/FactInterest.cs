using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Facts;

/// <summary>The facts that a standard names, and that therefore call for an evaluation at once.</summary>
public sealed class FactInterest
{
    private readonly HashSet<FactKind> _kinds = [];
    private readonly HashSet<string> _indicators = new(StringComparer.Ordinal);
    private readonly bool[] _answers = new bool[3];
    private readonly HashSet<FactKind> _ofReferred = [];
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

    private FactInterest(IEnumerable<FactKind> kinds, bool ofReferred)
    {
        _kinds.UnionWith(kinds);
        if (ofReferred) _ofReferred.UnionWith(_kinds);
    }

    /// <summary>Whether facts of the customers referred count too.</summary>
    public bool Referred => _ofReferred.Count > 0;

    /// <summary>The same standard's interest in what calls for a recheck: returns and cancellations, of the customers referred too where their purchases count.</summary>
    public FactInterest Reversals() => new([FactKind.Return, FactKind.Cancellation], Referred);

    /// <summary>Whether a fact of the customer calls for an evaluation; a correction as the fact it corrects.</summary>
    public bool Covers(Fact fact) => fact switch
    {
        Correction correction => Covers(correction.Replacement),
        SurveyAnswered answer => _answers[(int)answer.Survey],
        Indicator indicator => _indicators.Contains(indicator.Name),
        Membership membership => _segments.Contains(membership.Segment),
        StageMove => _stages,
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
                _kinds.UnionWith([FactKind.Purchase, FactKind.Return, FactKind.Cancellation]);
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
                break;
            case MeasureKind.ReferralsRevenue:
                _kinds.Add(FactKind.Referral);
                _ofReferred.UnionWith([FactKind.Purchase, FactKind.Return, FactKind.Cancellation]);
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
