using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Tests.Policies;

/// <summary>Versions in yuan: which rates one takes from those after it.</summary>
public sealed class LaterRatesTests
{
    private static readonly DateOnly January = new(2026, 1, 1), February = new(2026, 2, 1), March = new(2026, 3, 1);

    private static VersionRates Version(int number, params ExchangeRate[] rates) => new(number, "CNY", rates);

    private static ExchangeRate Dollars(DateOnly from, decimal rate) => new("USD", from, rate);

    private static IEnumerable<(string, DateOnly, decimal, int, int)> Taken(VersionRates version, params VersionRates[] later) =>
        LaterRates.For(version, later).Select(one => (one.Rate.Currency, one.Rate.From, one.Rate.Rate, one.Version, one.Place));

    [Fact]
    public void A_currency_without_any_rate_takes_all_rates_of_the_next_version() =>
        Assert.Equal(
            [("USD", January, 7m, 2, 0), ("USD", March, 6.9m, 2, 1)], Taken(Version(1), Version(2, Dollars(January, 7m), Dollars(March, 6.9m))));

    [Fact]
    public void A_day_that_the_version_rates_itself_is_never_changed()
    {
        Assert.Equal([("USD", January, 7m, 2, 0)],
            Taken(Version(1, Dollars(February, 8m)), Version(2, Dollars(January, 7m), Dollars(February, 7.1m), Dollars(March, 6.9m))));
        Assert.Empty(Taken(Version(1, Dollars(January, 8m)), Version(2, Dollars(January, 7m), Dollars(March, 6.9m))));
    }

    [Fact]
    public void A_day_takes_the_rate_of_the_earliest_later_version_that_has_one() =>
        Assert.Equal(
            [("USD", February, 7m, 2, 0), ("USD", January, 6m, 3, 0)],
            Taken(Version(1), Version(2, Dollars(February, 7m)), Version(3, Dollars(January, 6m), Dollars(February, 6.1m), Dollars(March, 6.2m))));

    [Fact]
    public void Each_currency_is_open_by_itself() =>
        Assert.Equal([("EUR", January, 8m, 2, 1)],
            Taken(Version(1, Dollars(January, 7m)), Version(2, Dollars(January, 7.1m), new ExchangeRate("EUR", January, 8m))));

    [Fact]
    public void A_version_in_another_currency_has_no_rates_to_give()
    {
        Assert.Empty(Taken(Version(1), new VersionRates(2, "EUR", [Dollars(January, 0.9m)])));
        Assert.Equal(
            [("USD", January, 7m, 3, 0)], Taken(Version(1), new VersionRates(2, "EUR", [Dollars(January, 0.9m)]), Version(3, Dollars(January, 7m))));
        Assert.Empty(Taken(new VersionRates(1, null, []), Version(2, Dollars(January, 7m))));
    }
}
