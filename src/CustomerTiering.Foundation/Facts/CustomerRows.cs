using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>The stored facts of one customer, including those of its duplicates.</summary>
internal sealed class CustomerRows
{
    private readonly List<Fact> _facts = [];

    internal FactsHead Head { get; private set; } = FactsHead.None;

    internal Merges Merges { get; private set; } = Merges.None;

    /// <summary>When the earliest of the customer and its duplicates joined; null without duplicates.</summary>
    internal Instant? JoinedTogetherAt { get; private set; }

    private Instant? JoinedAt => JoinedTogetherAt ?? DuplicateFacts.JoinedAt(_facts);

    /// <summary>Adds the facts of a duplicate, and chains its digest.</summary>
    internal void Add(CustomerRows duplicate)
    {
        Instant?[] joined = [JoinedAt, duplicate.JoinedAt];
        JoinedTogetherAt = joined.Min();
        _facts.AddRange(duplicate._facts.Where(DuplicateFacts.Counts));
        Head = new(Math.Max(Head.Position, duplicate.Head.Position), FactsDigest.Next(Head.Digest.Span, duplicate.Head.Digest.Span));
    }

    internal void Add(string key, byte[] view)
    {
        if (CustomerFactsProjection.IsHead(key)) Head = FactsHead.Read(view);
        else if (Facts.Merges.IsKey(key)) Merges = Facts.Merges.Read(view);
        else _facts.AddRange(FactCodec.ReadAll(view));
    }

    /// <summary>Adds facts after all others, in their order.</summary>
    internal void Add(IReadOnlyList<Fact> facts) =>
        _facts.AddRange(facts.Select((fact, i) => fact with { Recorded = long.MaxValue - facts.Count + i }));

    /// <summary>Late facts interleave the years. The later recorded of several corrections of a fact wins, so log order matters.</summary>
    internal IEnumerable<Fact> InLogOrder(long? upTo = null)
    {
        _facts.Sort(static (a, b) => a.Recorded.CompareTo(b.Recorded));
        return _facts.Where(fact => upTo is null || fact.Recorded <= upTo);
    }

    internal IReadOnlyCollection<string> Groups() => GroupsRead.NamedBy(_facts);

    internal IEnumerable<Guid> Referred() => Referrals().Select(referral => Guid.Parse(referral.Referred)).Distinct();

    /// <summary>
    /// Referrals of the same customers by others, which decide which referral is the first. Ordered by the referred customer's id, then by time and
    /// position.
    /// </summary>
    internal IEnumerable<ReferredBy> Rivals(ReferredPersons persons)
    {
        var own = Referrals().Select(referral => Guid.Parse(referral.Id)).ToHashSet();
        return own.Count == 0 ? [] : Referred().Order().SelectMany(persons.All).Where(one => !own.Contains(one.Fact)).Distinct();
    }

    private IEnumerable<Referral> Referrals() =>
        _facts.Select(fact => fact is Correction correction ? correction.Replacement : fact).OfType<Referral>();
}
