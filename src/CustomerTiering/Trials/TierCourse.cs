namespace CustomerTiering.Trials;

/// <summary>The tiers that served one customer, with their first days.</summary>
public sealed class TierCourse
{
    private readonly List<(DateOnly From, string Tier)> _spans = [];

    /// <summary>Starts a tier on a day. It replaces tiers that would start on that day or later.</summary>
    public void Begin(DateOnly from, string tier)
    {
        while (_spans.Count > 0 && _spans[^1].From >= from) _spans.RemoveAt(_spans.Count - 1);
        if (_spans.Count == 0 || _spans[^1].Tier != tier) _spans.Add((from, tier));
    }

    /// <summary>The tier on a day; null before the first.</summary>
    public string? On(DateOnly day)
    {
        for (var i = _spans.Count - 1; i >= 0; i--)
            if (_spans[i].From <= day) return _spans[i].Tier;
        return null;
    }

    /// <summary>The first day with a tier, not before a day; null if there is no tier.</summary>
    public DateOnly? FirstFrom(DateOnly day) => _spans.Count == 0 ? null : _spans[0].From > day ? _spans[0].From : day;

    /// <summary>The parts within a range, first and last days inclusive.</summary>
    public IEnumerable<(DateOnly From, DateOnly To, string Tier)> Within(DateOnly from, DateOnly to)
    {
        for (var i = 0; i < _spans.Count; i++)
        {
            var first = _spans[i].From > from ? _spans[i].From : from;
            var last = i + 1 < _spans.Count && _spans[i + 1].From <= to ? _spans[i + 1].From.AddDays(-1) : to;
            if (first <= last) yield return (first, last, _spans[i].Tier);
        }
    }
}
