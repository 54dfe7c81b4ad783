using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>A document's compiled exchange rates, for looking up the rate in force on a day.</summary>
internal sealed class RateTable
{
    /// <summary>The index for amounts in the document's own currency.</summary>
    public const int Own = -1;

    /// <summary>The index for amounts without a rate.</summary>
    public const int None = -2;

    private const int Decimals = 2;
    private readonly string _currency;
    private readonly Int128[] _rates;
    private readonly Dictionary<string, (int Day, int Place)[]> _byCurrency;

    /// <param name="rates">In document order.</param>
    /// <param name="currency">The document's own currency.</param>
    public RateTable(IReadOnlyList<ExchangeRate> rates, string currency)
    {
        _currency = currency;
        _rates = [.. rates.Select(rate => Scaled.Of(rate.Rate, Limits.Decimals))];
        _byCurrency = rates.Select((rate, place) => (rate.Currency, Day: rate.From.DayNumber, Place: place))
            .GroupBy(rate => rate.Currency, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(rate => (rate.Day, rate.Place)).Order().ToArray(), StringComparer.Ordinal);
    }

    /// <summary>Index of the rate in force on a day (the latest that began by then), <see cref="Own"/> or <see cref="None"/>.</summary>
    public int Place(string currency, int day)
    {
        if (string.Equals(currency, _currency, StringComparison.Ordinal)) return Own;
        if (!_byCurrency.TryGetValue(currency, out var rates)) return None;
        var place = None;
        foreach (var rate in rates)
        {
            if (rate.Day > day) break;
            place = rate.Place;
        }
        return place;
    }

    /// <summary>Converts billionths to those of the document's currency, rounded half-even to 2 decimals; its own currency is unchanged.</summary>
    public Int128 Convert(Int128 amount, int place) => place switch
    {
        Own => amount,
        None => 0,
        _ => Scaled.DivideHalfEven(amount * _rates[place], Scaled.Power(9 + Limits.Decimals - Decimals)) * Scaled.Power(9 - Decimals),
    };
}
