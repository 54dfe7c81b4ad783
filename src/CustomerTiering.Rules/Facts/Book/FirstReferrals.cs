namespace CustomerTiering.Rules.Facts.Book;

/// <summary>Determines which referral of a customer, among all referrers, was the first.</summary>
internal sealed class FirstReferrals
{
    private readonly HashSet<string> _first;

    public FirstReferrals(IEnumerable<BookEntry> entries)
    {
        var first = new Dictionary<string, Fact>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.Final is not Referral referral || referral.Referred == entry.Source.Customer) continue;
            var stated = referral with { Recorded = entry.Line };
            if (!first.TryGetValue(referral.Referred, out var earlier) || FactOrder.Instance.Compare(stated, earlier) < 0)
                first[referral.Referred] = stated;
        }
        _first = first.Values.Select(referral => referral.Id).ToHashSet(StringComparer.Ordinal);
    }

    public bool Counts(Referral referral) => _first.Contains(referral.Id);
}
