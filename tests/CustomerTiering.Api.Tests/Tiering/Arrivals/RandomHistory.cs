using System.Globalization;

namespace CustomerTiering.Api.Tests.Tiering.Arrivals;

/// <summary>A fact of a history: the line that brings it, with <c>{c}</c> for the customer.</summary>
/// <param name="At">When it happened, in the zone of the ladders.</param>
/// <param name="Line">The line.</param>
/// <param name="RefersTo">The place of the fact that it refers to; null: none.</param>
internal sealed record HistoricFact(DateTime At, string Line, int? RefersTo)
{
    internal string For(string customer) => Of(customer, customer);

    /// <summary>The same as recorded of somebody under whose number a customer is known, too.</summary>
    internal string Of(string customer, string recorded) =>
        Line.Replace("\"customer\":\"{c}\"", $"\"customer\":\"{recorded}\"", StringComparison.Ordinal)
            .Replace("{c}", customer, StringComparison.Ordinal);
}

/// <summary>What one customer did, from a seed, the same every time: purchases, and what may come of them, in the order of time.</summary>
internal sealed class RandomHistory
{
    private static readonly decimal[] Amounts = [50, 100, 199.99m, 200, 700, 800, 1000, 2500, 5000];
    private static readonly int[] Hours = [9, 15, 18];
    private readonly Random _random;
    private readonly IReadOnlyList<DateOnly> _days;
    private readonly List<HistoricFact> _facts = [];

    /// <param name="seed">Which history.</param>
    /// <param name="days">The days on which something may happen, ascending.</param>
    internal RandomHistory(int seed, IReadOnlyList<DateOnly> days)
    {
        (_random, _days) = (new(seed), days);
        var day = _random.Next(days.Count / 3);
        Add(day, null, """{"kind":"customer","customer":"{c}","at":"{at}","type":"person"}""");
        for (var n = _random.Next(3, 9); n > 0; n--) Happens(_random.Next(day, days.Count));
        // Facts of one instant stay in the order in which they came about.
        var order = _facts.Select((fact, place) => (Fact: fact, Place: place)).OrderBy(one => one.Fact.At).ToList();
        var places = order.Select((one, now) => (one.Place, now)).ToDictionary(one => one.Place, one => one.now);
        Facts = [.. order.Select(one => one.Fact with { RefersTo = one.Fact.RefersTo is { } of ? places[of] : null })];
    }

    internal IReadOnlyList<HistoricFact> Facts { get; }

    private void Happens(int day)
    {
        switch (_random.Next(10))
        {
            case < 6:
                Purchase(day);
                break;
            case 6:
                Add(day, null,
                    $$$"""{"kind":"indicator","customer":"{c}","id":"{id}","at":"{at}","name":"score","value":"{{{_random.Next(1, 10) * 10}}}"}""");
                break;
            case 7:
                Add(day, null,
                    $$$"""{"kind":"survey","customer":"{c}","id":"{id}","at":"{at}","survey":"csat","score":"{{{_random.Next(1, 6)}}}"}""");
                break;
            case 8:
                Add(day, null, """{"kind":"complaint","customer":"{c}","id":"{id}","at":"{at}"}""");
                break;
            default:
                Return(day, null, Amount(), null);
                break;
        }
    }

    private void Purchase(int day)
    {
        var amount = Amount();
        var of = Add(day, null, $$$"""{"kind":"purchase","customer":"{c}","id":"{id}","at":"{at}","currency":"CNY","amount":"{{{Text(amount)}}}"}""");
        if (day + 1 >= _days.Count) return;
        switch (_random.Next(8))
        {
            case 0:
                Return(Later(day), of, amount, null);
                break;
            case 1:
                var (first, second) = (Later(day), Later(day));
                Return(Math.Min(first, second), of, amount / 2, null);
                Return(Math.Max(first, second), of, amount / 4, _random.Next(3) == 0 ? true : null);
                break;
            case 2:
                var cancelled = Later(day);
                var cancellation = Add(cancelled, of, $$$"""{"kind":"cancellation","customer":"{c}","id":"{id}","at":"{at}","of":"{c}-{{{of}}}"}""");
                if (_random.Next(2) == 0 && cancelled + 1 < _days.Count)
                    Add(Later(cancelled), cancellation,
                        $$$"""{"kind":"reinstatement","customer":"{c}","id":"{id}","at":"{at}","of":"{c}-{{{of}}}"}""");
                break;
            case 3:
                Add(Later(day), of,
                    $$$"""{"kind":"correction","customer":"{c}","id":"{id}","at":"{at}","of":"{c}-{{{of}}}","ofKind":"purchase","replaces":{"amount":"{{{Text(Amount())}}}"}}""");
                break;
            default:
                break;
        }
    }

    private void Return(int day, int? of, decimal amount, bool? allowance)
    {
        var purchase = of is { } place ? $$$""","of":"{c}-{{{place}}}" """ : "";
        Add(day, of,
            $$$"""{"kind":"return","customer":"{c}","id":"{id}","at":"{at}","currency":"CNY","amount":"{{{Text(decimal.Round(amount, 2, MidpointRounding.ToZero))}}}"{{{purchase}}}{{{(allowance is null ? "" : ",\"allowance\":true")}}}}""");
    }

    private int Add(int day, int? of, string line)
    {
        // A few hours of the day, so that several facts have one instant.
        var place = _facts.Count;
        var hour = place == 0 ? 8 : of is null ? Hours[_random.Next(Hours.Length)] : 20;
        var at = _days[day].ToDateTime(new(hour, 0));
        if (of is { } before && at <= _facts[before].At) at = _facts[before].At.AddMinutes(1);
        var text = line.Replace("{id}", $"{{c}}-{place}", StringComparison.Ordinal)
            .Replace("{at}", at.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+08:00", StringComparison.Ordinal);
        _facts.Add(new(at, text, of));
        return place;
    }

    private int Later(int day) => _random.Next(2) == 0 ? _random.Next(day, Math.Min(day + 3, _days.Count)) : _random.Next(day, _days.Count);

    private decimal Amount() => Amounts[_random.Next(Amounts.Length)];

    private static string Text(decimal amount) => amount.ToString("0.##", CultureInfo.InvariantCulture);
}
