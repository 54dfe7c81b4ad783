namespace CustomerTiering.Rules.Facts.Tables;

internal sealed class FactsByKind
{
    public FactsByKind(List<Fact> facts)
    {
        foreach (var fact in facts)
            switch (fact)
            {
                case Purchase purchase: Purchases.Add(purchase); break;
                case Return given: Returns.Add(given); break;
                case Cancellation or Reinstatement: Marks.Add(fact); break;
                case Interaction interaction: Interactions.Add(interaction); break;
                case SurveyAnswer answer: Answers[(int)answer.Survey].Add(answer); break;
                case SurveyAsked asked: Asked.Add(asked); break;
                case Complaint opened: Complaints.Add(opened); break;
                case ComplaintResolution or ComplaintReopening: ComplaintMoves.Add(fact); break;
                case Referral referral: Referrals.Add(referral); break;
                case Indicator indicator: Indicators.Add(indicator); break;
                case CustomerDescription described: Profiles.Add(described); break;
                case Membership membership: Memberships.Add(membership); break;
                case StageTransition move: StageMoves.Add(move); break;
                case Correction: throw new ArgumentException("A correction is applied before facts are sorted by kind.", nameof(facts));
                default: break; // no measure reads facts of this kind
            }
    }

    public List<Purchase> Purchases { get; } = [];

    public List<Return> Returns { get; } = [];

    public List<Fact> Marks { get; } = [];

    public List<Interaction> Interactions { get; } = [];

    public List<SurveyAnswer>[] Answers { get; } = [[], [], []];

    public List<SurveyAsked> Asked { get; } = [];

    public List<Complaint> Complaints { get; } = [];

    public List<Fact> ComplaintMoves { get; } = [];

    public List<Referral> Referrals { get; } = [];

    public List<Indicator> Indicators { get; } = [];

    public List<CustomerDescription> Profiles { get; } = [];

    public List<Membership> Memberships { get; } = [];

    public List<StageTransition> StageMoves { get; } = [];
}
