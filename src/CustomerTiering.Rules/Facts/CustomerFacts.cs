using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>A customer's facts: in order, corrections applied, returns and cancellations linked to their purchases. Safe to use from several threads.</summary>
public sealed class CustomerFacts
{
    private readonly Fact[] _facts;
    private readonly Func<Fact, int>? _owner;
    private ZonedFacts? _zoned;

    private CustomerFacts(
        string customer, List<Fact> facts, IReadOnlyList<Correction> corrections, Instant? joinedAt, Func<Referral, bool>? counts, Instant? joinedTogetherAt = null,
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

    /// <summary>The same where others were merged into the customer: when the earliest of them joined; null where nobody was.</summary>
    public Instant? JoinedTogetherAt { get; }

    /// <summary>All facts in the order of <see cref="FactOrder"/>, corrections applied and no longer among them.</summary>
    public IReadOnlyList<Fact> Facts => _facts;

    /// <summary>The corrections of these facts, which hold from the beginning; their days call for evaluations too.</summary>
    internal IReadOnlyList<Correction> Corrections { get; }

    /// <summary>Keys of the customers whom this one referred, as far as the referral counts.</summary>
    public IEnumerable<string> Referred => Referrals.Facts.Select(r => r.Referred);

    internal PurchaseTable Purchases { get; }

    internal ComplaintTable Complaints { get; }

    internal Rows<Interaction> Interactions { get; }

    internal Rows<SurveyAnswer>[] Answers { get; }

    internal Rows<SurveyAsked> Asked { get; }

    /// <summary>Of all names.</summary>
    internal Rows<Indicator> Indicators { get; }

    internal Rows<CustomerDescription> Profiles { get; }

    internal Rows<Membership> Memberships { get; }

    internal Rows<StageTransition> StageMoves { get; }

    /// <summary>Those that count.</summary>
    internal Rows<Referral> Referrals { get; }

    /// <summary>
    /// Folds what is known. Facts are put in the order of instant and recording; those that are equal in both stay in the order of <paramref name="known"/>, and of
    /// several corrections of one fact the last in it holds. A correction of a fact that is not known has no effect.
    /// </summary>
    /// <param name="customer">The customer's key.</param>
    /// <param name="known">Facts and corrections, each once.</param>
    /// <param name="counts">Whether a referral counts (only the first of a customer does, whoever made it); null: as far as this customer's own facts say. One of oneself never does.</param>
    /// <param name="joinedTogetherAt">Where others were merged into the customer, when the earliest of all joined; null: as the facts say.</param>
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

    /// <summary>Puts the replacements in the places of what they correct; those that did.</summary>
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

    /// <summary>The facts of a group of companies as if it were one customer: under the key of the head, the first, whose profile and segments it has; joined when the earliest did.</summary>
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

    /// <summary>The day of joining: of the first fact of kind <c>customer</c> by time, else of the earliest fact; corrections and what the product found itself don't change it. Null without facts.</summary>
    public DateOnly? Joined(ZoneRules zone) => In(zone).Joined is { } day ? DateOnly.FromDayNumber(day) : null;

    /// <summary>
    /// The state at the end of <paramref name="day"/>: what the latest fact of kind <c>customer</c> on or before it says and, besides the segments stated there,
    /// those that the customer had entered by then and not left, and the stage of the lifecycle.
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

    /// <summary>The segments that the customer had entered by the end of <paramref name="day"/> and not left, by what their texts say; in no order.</summary>
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
    /// The days, ascending and each once, on which a fact of the customer falls that <paramref name="interest"/> covers; corrections as applied, and on their own days.
    /// Purchases that were given back whole, and what gave them back, are left out where nothing counts them.
    /// </summary>
    /// <param name="interest">What is looked at.</param>
    /// <param name="knownThrough">The day up to which returns are known; null: on each day those up to it.</param>
    public IReadOnlyList<DateOnly> DaysOf(FactInterest interest, ZoneRules zone, DateOnly? knownThrough = null) =>
        [.. FactCalls.Days(this, interest, zone, knownThrough?.DayNumber).Distinct().Order()];

    /// <summary>The earliest instant of which something else is known by what was recorded after a position; null: nothing was.</summary>
    public Instant? ChangedSince(long position)
    {
        Instant? since = null;
        foreach (var fact in _facts)
            if (fact.Recorded > position && !(fact.At >= since)) since = fact.At;
        foreach (var correction in Corrections)
            if (correction.Recorded > position && !(correction.Since >= since)) since = correction.Since;
        return since;
    }

    /// <summary>Only the facts up to the end of <paramref name="day"/>; which referrals count, and the day of joining, stay what they are.</summary>
    public CustomerFacts Through(DateOnly day, ZoneRules zone)
    {
        // A zone's days follow its instants, so that the later days are at the end.
        var kept = _facts.Length;
        while (kept > 0 && zone.DayOf(_facts[kept - 1].At) > day) kept--;
        if (kept == _facts.Length) return this;
        var counting = Referrals.Facts.ToHashSet();
        return new(
            Customer, [.. _facts.Take(kept)], [.. Corrections.Where(correction => zone.DayOf(correction.At) <= day)], JoinedAt, counting.Contains, JoinedTogetherAt, _owner);
    }

    /// <summary>The facts' days in a zone; those of the last zone asked for are kept.</summary>
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
