using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>Which referral of a customer was the first, among all that were made by others, as far as corrections were known.</summary>
internal sealed class FirstReferrals
{
    private readonly List<BookEntry> _referrals;
    private readonly List<int> _correctionDays;
    private readonly Dictionary<int, Dictionary<string, string>> _first = [];
    private readonly ZoneRules _zone;

    public FirstReferrals(IEnumerable<BookEntry> entries, ZoneRules zone)
    {
        _zone = zone;
        _referrals = [.. entries.Where(e => e.Source.Kind == FactKind.Referral)];
        _correctionDays = [.. _referrals.SelectMany(r => r.Corrections).Select(c => zone.DayOf(c.Correction.At).DayNumber).Order()];
    }

    /// <summary>How many corrections of referrals are known on a day: as long as that stays, so do the first ones.</summary>
    public int Epoch(DateOnly day) => _correctionDays.Count(d => d <= day.DayNumber);

    public bool Counts(Referral referral, DateOnly day) =>
        FirstOn(day).TryGetValue(referral.Referred, out var first) && string.Equals(first, referral.Id, StringComparison.Ordinal);

    private Dictionary<string, string> FirstOn(DateOnly day)
    {
        var epoch = Epoch(day);
        if (_first.TryGetValue(epoch, out var known)) return known;
        var first = new Dictionary<string, Referral>(StringComparer.Ordinal);
        foreach (var entry in _referrals)
        {
            var referral = (Referral)(entry.Corrections.FindLast(c => _zone.DayOf(c.Correction.At) <= day) is { Correction: { } c } ? c.Replacement : entry.Original);
            if (string.Equals(referral.Referred, entry.Source.Customer, StringComparison.Ordinal)) continue;
            if (!first.TryGetValue(referral.Referred, out var earlier) || FactOrder.Instance.Compare(referral, earlier) < 0) first[referral.Referred] = referral;
        }
        return _first[epoch] = first.ToDictionary(f => f.Key, f => f.Value.Id, StringComparer.Ordinal);
    }
}
