using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Accumulates the facts of one metric exactly, and rounds once at the end.</summary>
internal struct Tally(Aggregate aggregate)
{
    private static readonly Int128 LargestSum = 1_000_000_000_000_000;
    private HashSet<int>? _months;
    private HashSet<string>? _texts;
    private Int128 _value;
    private int _day;
    private int _monthStart = int.MaxValue;
    private int _monthEnd = int.MinValue;

    /// <summary>The number of facts that count.</summary>
    public int Samples { get; private set; }

    /// <summary>Adds a fact. Facts must be added in order, so that the last one is the latest.</summary>
    public void Add(int day, Int128 value)
    {
        switch (aggregate)
        {
            case Aggregate.Sum or Aggregate.Mean:
                _value += value;
                break;
            case Aggregate.Last:
                (_value, _day) = (value, day);
                break;
            case Aggregate.Min:
                if (Samples == 0 || value < _value) _value = value;
                break;
            case Aggregate.Max:
                if (Samples == 0 || value > _value) _value = value;
                break;
            case Aggregate.DaysSinceLast:
                if (Samples == 0 || day > _day) _day = day;
                break;
            case Aggregate.DaysSinceFirst:
                if (Samples == 0 || day < _day) _day = day;
                break;
            case Aggregate.ActiveMonths:
                AddMonth(day);
                break;
        }
        Samples++;
    }

    /// <summary>Adds a fact of an earlier day than those before. It is the latest only within its own day, or if there is no other.</summary>
    public void AddExchanged(int day, Int128 value)
    {
        if (aggregate == Aggregate.Last && Samples > 0 && day < _day) Samples++;
        else Add(day, value);
    }

    /// <summary>Adds to the sum without adding a sample: the rest of a purchase that no longer counts as an order.</summary>
    public void AddToSum(Int128 value)
    {
        if (aggregate is Aggregate.Sum or Aggregate.Mean) _value += value;
    }

    /// <summary>Adds a value that was in force for a number of days. Each day is a sample; zero or fewer add nothing.</summary>
    public void AddDays(int days, Int128 value)
    {
        if (days <= 0) return;
        if (aggregate == Aggregate.DailyMean) _value += value * days;
        else if (Samples == 0 || (aggregate == Aggregate.DailyMin ? value < _value : value > _value)) _value = value;
        Samples += days;
    }

    /// <summary>Additions minus reductions; only for a sum or mean.</summary>
    public readonly Int128 Sum => _value;

    /// <summary>A copy with one more fact.</summary>
    public readonly Tally Plus(int day, Int128 value)
    {
        var more = this;
        if (_months is not null) more._months = [.. _months];
        more.Add(day, value);
        return more;
    }

    /// <summary>Adds a text to the distinct texts. An absent text does not count.</summary>
    public void AddText(string? text)
    {
        if (text is not null) (_texts ??= new(StringComparer.Ordinal)).Add(text);
    }

    /// <summary>The value to 6 decimals.</summary>
    /// <param name="perOne">How many units of the added values make one.</param>
    /// <param name="asOf">Day number of the as-of day D.</param>
    /// <param name="atLeastSamples">With fewer facts the value is missing.</param>
    /// <param name="value">Null: missing.</param>
    /// <returns>False if the sum is beyond 10^15.</returns>
    public readonly bool TryFinish(long perOne, int asOf, int atLeastSamples, out decimal? value)
    {
        value = null;
        if (Samples < atLeastSamples) return true;
        if (Samples == 0 && aggregate is not (Aggregate.Count or Aggregate.Sum or Aggregate.Distinct or Aggregate.ActiveMonths)) return true;
        if (aggregate == Aggregate.Sum && Int128.Abs(_value) > LargestSum * perOne) return false;
        value = aggregate switch
        {
            Aggregate.Count => Samples,
            Aggregate.Distinct => _texts?.Count ?? 0,
            Aggregate.ActiveMonths => _months?.Count ?? 0,
            Aggregate.DaysSinceFirst or Aggregate.DaysSinceLast => asOf - _day,
            Aggregate.Mean or Aggregate.DailyMean => Round(_value, perOne, Samples),
            _ => Round(_value, perOne, 1),
        };
        return true;
    }

    private static decimal Round(Int128 value, long perOne, int divisor) => Scaled.ToDecimal(
        perOne >= 1_000_000
            ? Scaled.DivideHalfEven(value, perOne / 1_000_000 * (Int128)divisor)
            : Scaled.DivideHalfEven(value * (1_000_000 / perOne), divisor),
        6);

    private void AddMonth(int day)
    {
        if (day >= _monthStart && day <= _monthEnd) return;
        var date = DateOnly.FromDayNumber(day);
        _monthStart = day - date.Day + 1;
        _monthEnd = _monthStart + DateTime.DaysInMonth(date.Year, date.Month) - 1;
        (_months ??= []).Add(_monthStart);
    }
}
