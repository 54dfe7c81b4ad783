using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>The rates of one version of a standard, as later versions see them.</summary>
/// <param name="Currency">Its own currency; null or empty where it counts no amounts.</param>
/// <param name="Rates">Its rates, in the order of the document.</param>
public sealed record VersionRates(int Number, string? Currency, IReadOnlyList<ExchangeRate> Rates);

/// <summary>
/// The rates that a version takes from later ones. A version never loses a rate of its own: for each currency only the days before its first rate are
/// open, and each of these takes the rate of the earliest later version that has one. Versions with another currency of their own have none to give.
/// </summary>
public static class LaterRates
{
    /// <summary>The rates for the days that a version does not rate, by version, then in the order of its document.</summary>
    /// <param name="later">The versions after it, in the order in which they come into force.</param>
    public static EquatableList<LaterRate> For(VersionRates version, IEnumerable<VersionRates> later)
    {
        if (string.IsNullOrEmpty(version.Currency)) return [];
        var rated = FirstDays(version.Rates);
        List<LaterRate> found = [];
        foreach (var other in later.Where(other => string.Equals(other.Currency, version.Currency, StringComparison.Ordinal)))
        {
            found.AddRange(other.Rates.Select((rate, place) => new LaterRate(rate, other.Number, place))
                .Where(one => one.Rate.From < rated.GetValueOrDefault(one.Rate.Currency, DateOnly.MaxValue)));
            foreach (var (currency, day) in FirstDays(other.Rates))
                if (day < rated.GetValueOrDefault(currency, DateOnly.MaxValue)) rated[currency] = day;
        }
        return [.. found];
    }

    /// <summary>The first day that is rated, of each currency; a rate holds until the next one of its currency, so every later day is rated too.</summary>
    private static Dictionary<string, DateOnly> FirstDays(IEnumerable<ExchangeRate> rates) =>
        rates.GroupBy(rate => rate.Currency, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Min(rate => rate.From), StringComparer.Ordinal);
}
