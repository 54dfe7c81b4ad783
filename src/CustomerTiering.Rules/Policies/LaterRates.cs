using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>The rates of one version of a standard.</summary>
/// <param name="Currency">The version's own currency; null or empty if it counts no amounts.</param>
/// <param name="Rates">In document order.</param>
public sealed record VersionRates(int Number, string? Currency, IReadOnlyList<ExchangeRate> Rates);

/// <summary>
/// The rates that a version takes from later ones. A version never loses its own rates: only the days before its first rate of a currency are open,
/// and each takes the rate of the earliest later version that has one. Versions with a different own currency provide none.
/// </summary>
public static class LaterRates
{
    /// <summary>The rates for days without a rate in a version, by version, then in document order.</summary>
    /// <param name="later">Later versions, in the order in which they come into force.</param>
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

    /// <summary>The first day with a rate, by currency. A rate holds until the next one of its currency, so all later days have one too.</summary>
    private static Dictionary<string, DateOnly> FirstDays(IEnumerable<ExchangeRate> rates) =>
        rates.GroupBy(rate => rate.Currency, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(rate => rate.From), StringComparer.Ordinal);
}
