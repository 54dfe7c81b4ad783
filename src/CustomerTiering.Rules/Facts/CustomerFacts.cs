using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>A customer's facts in order, with corrections applied, and returns and cancellations linked to their purchases. Thread-safe.</summary>
public sealed class CustomerFacts
{
    private readonly Fact[] _facts;
    private readonly Func<Fact, int>? _owner;
    private ZonedFacts? _zoned;

    private CustomerFacts(
        string customer, List<Fact> facts, IReadOnlyList<Correction> corrections, Instant? joinedAt, Func<Referral, bool>? counts,
        Instant? joinedTogetherAt = null,
        Func<Fact, int>? owner = null)
    {
        _owner = owner;
        Corrections = corrections;
        Customer = customer;
        JoinedAt = joinedAt;
        JoinedTogetherAt = joinedTogetherAt;
        _facts = [.. facts];
        var kinds = new FactsByKind(facts);
        Purchases = new(kinds.Purchases, kinds.Returns, kinds.Marks, owner);
        Complaints = new(kinds.Complaints, kinds.ComplaintMoves);
        Interactions = new(kinds.Interactions);
        Answers = [new AnswerRows(kinds.Answers[0]), new AnswerRows(kinds.Answers[1]), new AnswerRows(kinds.Answers[2])];
        Asked = new(kinds.Asked);
        Indicators = new(kinds.Indicators);
        Profiles = new(kinds.Profiles);
        Memberships = new(kinds.Memberships);
        StageMoves = new(kinds.StageMoves);
        Referrals = new(Counting(kinds.Referrals, counts));
    }

    /// <summary>The customer's key.</summary>
    public string Customer { get; }

    /// <summary>The instant of joining; null without facts.</summary>
    public Instant? JoinedAt { get; }

    /// <summary>For a customer with merged duplicates, the earliest instant of joining among them; otherwise null.</summary>
    public Instant? JoinedTogetherAt { get; }

    /// <summary>All facts in the order of <see cref="FactOrder"/>. Corrections are applied and not contained.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>The applied corrections, which hold from the beginning. Their days require evaluations too.</summary>
    internal IReadOnlyList<Correction> Corrections { get; }

    /// <summary>Keys of the customers whom this customer referred; only referrals that count.</summary>
    public IEnumerable<string> Referred => Referrals.Facts.Select(r => r.Referred);

    internal PurchaseTable Purchases { get; }

    internal ComplaintTable Complaints { get; }

    internal Rows<Interaction> Interactions { get; }

    internal Rows<SurveyAnswer>[] Answers { get; }

    internal Rows<SurveyAsked> Asked { get; }

    /// <summary>Indicators of all names.</summary>
    internal Rows<Indicator> Indicators { get; }

    internal Rows<CustomerDescription> Profiles { get; }

    internal Rows<Membership> Memberships { get; }

    internal Rows<StageTransition> StageMoves { get; }

    /// <summary>Referrals that count.</summary>
    internal Rows<Referral> Referrals { get; }

    /// <summary>
    /// Folds known facts. They are ordered by instant and recording; ties keep the order of <paramref name="known"/>. If a fact has several
    /// corrections, the last one in that order applies. A correction of an unknown fact has no effect.
    /// </summary>
    /// <param name="known">Facts and corrections, each once.</param>
    /// <param name="counts">
    /// Whether a referral counts (only the first referral of a customer does, regardless of the referrer); null: judged from this customer's own
    /// facts. A referral of oneself never counts.
    /// </param>
    /// <param name="joinedTogetherAt">For a customer with merged duplicates, the earliest instant of joining; null: derived from the facts.</param>
    public static CustomerFacts Fold(string customer, IEnumerable<Fact> known, Func<Referral, bool>? counts = null, Instant? joinedTogetherAt = null)
    {
        var facts = new List<Fact>(known.TryGetNonEnumeratedCount(out var count) ? count : 0);
        List<Correction>? corrections = null;
        foreach (var fact in known)
            if (fact is Correction correction) (corrections ??= []).Add(correction);
            else facts.Add(fact);
        var joinedAt = joinedTogetherAt ?? DuplicateFacts.JoinedAt(facts);
        var applied = corrections is null ? [] : Apply(corrections, facts);
        FactOrder.Sort(facts);
        return new(customer, facts, applied, joinedAt, counts, joinedTogetherAt);
    }

    /// <summary>Puts replacements in the place of the corrected facts, and returns the corrections that were applied.</summary>
    private static List<Correction> Apply(List<Correction> corrections, List<Fact> facts)
    {
        var last = new Dictionary<(FactKind, string), Fact>();
        var earliest = new Dictionary<(FactKind, string), Instant>();
        foreach (var correction in corrections) last[(correction.Replacement.Kind, correction.Replacement.Id)] = correction.Replacement;
        for (var i = 0; i < facts.Count; i++)
        {
            if (!last.TryGetValue((facts[i].Kind, facts[i].Id), out var replacement)) continue;
            earliest[(replacement.Kind, replacement.Id)] = facts[i].At;
            facts[i] = replacement with { Recorded = facts[i].Recorded };
        }
        var applied = new List<Correction>();
        foreach (var correction in corrections)
        {
            var key = (correction.Replacement.Kind, correction.Replacement.Id);
            if (!earliest.TryGetValue(key, out var since)) continue;
            if (correction.Replacement.At < since) earliest[key] = since = correction.Replacement.At;
            applied.Add(correction with { Since = since });
        }
        return applied;
    }

    /// <summary>
    /// The facts of a group of companies as one customer, with the key, profile and segments of the head (the first member) and the earliest joining.
    /// </summary>
    internal static CustomerFacts OfGroup(IReadOnlyList<CustomerFacts> members)
    {
        var (head, keys) = (members[0], members.Select(member => member.Customer).ToHashSet(StringComparer.Ordinal));
        List<Fact> facts = [.. members.SelectMany(member => member._facts.Where(fact => member == head || DuplicateFacts.Counts(fact)))];
        FactOrder.Sort(facts);
        var counting = members.SelectMany(member => member.Referrals.Facts).ToHashSet();
        var owners = new Dictionary<Fact, int>(ReferenceEqualityComparer.Instance);
        for (var i = 0; i < members.Count; i++)
            foreach (var fact in members[i]._facts) owners[fact] = i;
        return new(
            head.Customer, facts, [.. members.SelectMany(member => member.Corrections)], members.Min(member => member.JoinedAt),
            referral => counting.Contains(referral) && !keys.Contains(referral.Referred), owner: fact => owners[fact]);
    }

    /// <summary>
    /// The day of joining: of the first fact of kind <c>customer</c> by time, otherwise of the earliest fact. Corrections and derived facts do not
    /// change it. Null without facts.
    /// </summary>
    public DateOnly? Joined(ZoneRules zone) => In(zone).Joined is { } day ? DateOnly.FromDayNumber(day) : null;

    /// <summary>
    /// The state at the end of <paramref name="day"/>: the latest fact of kind <c>customer</c> up to that day, plus the computed segments entered and
    /// not left, and the stage of the lifecycle.
    /// </summary>
    public CustomerProfile ProfileOn(DateOnly day, ZoneRules zone)
    {
        var profile = CustomerProfile.Unknown;
        var days = In(zone).Profiles.Days;
        for (var i = days.Length - 1; i >= 0 && ReferenceEquals(profile, CustomerProfile.Unknown); i--)
            if (days[i] <= day.DayNumber) profile = CustomerProfile.Of(Profiles.Facts[i]);
        if (Memberships.Facts.Length > 0) profile = profile.And(EnteredOn(day, zone));
        return StageMoves.Facts.Length > 0 ? profile with { Stage = StageOn(day, zone) } : profile;
    }

    /// <summary>The stage of the lifecycle at the end of <paramref name="day"/>; null before the first.</summary>
    public string? StageOn(DateOnly day, ZoneRules zone)
    {
        var days = In(zone).StageMoves.Days;
        var entered = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < days.Length; i++)
        {
            if (days[i] > day.DayNumber) continue;
            var move = StageMoves.Facts[i];
            entered[move.To] = entered.GetValueOrDefault(move.To) + 1;
            if (move.From is { } left) entered[left] = entered.GetValueOrDefault(left) - 1;
        }
        foreach (var (stage, times) in entered)
            if (times > 0) return stage;
        return null;
    }

    /// <summary>The computed segments that the customer had entered and not left by the end of <paramref name="day"/>, unordered.</summary>
    public IReadOnlyCollection<string> EnteredOn(DateOnly day, ZoneRules zone)
    {
        var days = In(zone).Memberships.Days;
        var within = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < days.Length; i++)
        {
            var change = Memberships.Facts[i];
            if (days[i] <= day.DayNumber) within[change.Segment] = within.GetValueOrDefault(change.Segment) + (change.Entered ? 1 : -1);
        }
        return [.. within.Where(segment => segment.Value > 0).Select(segment => segment.Key)];
    }

    /// <summary>
    /// The distinct days, ascending, of the facts that <paramref name="interest"/> covers. Corrected facts count on their corrected days, corrections
    /// on their own. Fully returned purchases and their returns are left out if nothing counts them.
    /// </summary>
    /// <param name="interest">The facts of interest.</param>
    /// <param name="zone">The zone of the days.</param>
    /// <param name="knownThrough">The day up to which returns are known; null: for each day, the returns up to it.</param>
    public IReadOnlyList<DateOnly> DaysOf(FactInterest interest, ZoneRules zone, DateOnly? knownThrough = null) =>
        [.. FactCalls.Days(this, interest, zone, knownThrough?.DayNumber).Distinct().Order()];

    /// <summary>The earliest instant for which facts recorded after <paramref name="position"/> change what is known; null if none do.</summary>
    public Instant? ChangedSince(long position)
    {
        Instant? since = null;
        foreach (var fact in _facts)
            if (fact.Recorded > position && !(fact.At >= since)) since = fact.At;
        foreach (var correction in Corrections)
            if (correction.Recorded > position && !(correction.Since >= since)) since = correction.Since;
        return since;
    }

    /// <summary>The facts up to the end of <paramref name="day"/>. The day of joining and the referrals that count stay unchanged.</summary>
    public CustomerFacts Through(DateOnly day, ZoneRules zone)
    {
        // Days of a zone follow the order of instants, so later days are at the end.
        var kept = _facts.Length;
        while (kept > 0 && zone.DayOf(_facts[kept - 1].At) > day) kept--;
        if (kept == _facts.Length) return this;
        var counting = Referrals.Facts.ToHashSet();
        return new(
            Customer, [.. _facts.Take(kept)], [.. Corrections.Where(correction => zone.DayOf(correction.At) <= day)], JoinedAt, counting.Contains,
            JoinedTogetherAt, _owner);
    }

    /// <summary>The facts with their days in a zone. The result for the last zone is cached.</summary>
    internal ZonedFacts In(ZoneRules zone)
    {
        var zoned = Volatile.Read(ref _zoned);
        if (zoned is not null && ReferenceEquals(zoned.Zone, zone)) return zoned;
        zoned = new(this, zone);
        Volatile.Write(ref _zoned, zoned);
        return zoned;
    }

    private List<Referral> Counting(List<Referral> referrals, Func<Referral, bool>? counts)
    {
        if (referrals.Count == 0) return referrals;
        var seen = new HashSet<string>(StringComparer.Ordinal) { Customer };
        return referrals.FindAll(r => (counts is null || counts(r)) && seen.Add(r.Referred));
    }
}
