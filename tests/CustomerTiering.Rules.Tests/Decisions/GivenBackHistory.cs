using System.Globalization;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>From a seed, the same every time: what happened to ann and to others, and what she bought on one day and gave back whole.</summary>
/// <param name="Others">All other facts, a line each.</param>
/// <param name="Given">What was bought on one day, and what gave it back.</param>
/// <param name="Recheck">The day of the last recheck of it.</param>
internal sealed record GivenBackHistory(IReadOnlyList<string> Others, IReadOnlyList<string> Given, DateOnly Recheck)
{
    public static readonly DateOnly Start = new(2025, 1, 1);

    /// <param name="random">Where it comes from.</param>
    /// <param name="after">Days from a return to its recheck.</param>
    /// <param name="within">Days from a purchase to the last on which a return of it is rechecked.</param>
    /// <param name="withOthers">Whether bob belongs to ann's group for a time, and cleo was referred by her.</param>
    public static GivenBackHistory Of(Random random, int after, int within, bool withOthers)
    {
        var bought = random.Next(-60, 400);
        var last = bought + random.Next(0, Math.Min(within, 250) + 1);
        var first = random.Next(bought, last + 1);
        var given = GivenBack(random, bought, first, last);
        // What is bought between a return and its recheck would stand for what was returned.
        bool IsExchange(int day) => (day >= first && day <= first + after) || (day >= last && day <= last + after);
        // A walk takes off all that is given back by its day: also what would be rechecked only later, or not at all.
        bool IsPending(int purchase, int day) => (day > last && day <= last + after) || day > purchase + within;
        var others = new Facts(random, IsExchange, IsPending);
        others.Known(withOthers);
        for (var n = random.Next(0, 14); n > 0; n--) others.Add(withOthers ? ((string[])["ann", "bob", "cleo"])[random.Next(3)] : "ann");
        return new(others.Lines, given, Start.AddDays(Math.Max(last + after, 0)));
    }

    /// <summary>Whether bob belongs to the group no more on the day of the recheck.</summary>
    public bool HasBobLeft(IEnumerable<string> facts) =>
        facts.Any(line => line.Contains("bob-d", StringComparison.Ordinal)
            && DateOnly.ParseExact(
                line.AsSpan(line.IndexOf("\"at\":\"", StringComparison.Ordinal) + 6, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture) <= Recheck);

    private static List<string> GivenBack(Random random, int bought, int first, int last)
    {
        var (quantity, price) = (random.Next(1, 5), random.Next(1, 150));
        var lines = new List<string>
        {
            Line("ann", "purchase", "P", bought, 9, FormattableString.Invariant(
                $$""" "currency":"EUR","lines":[{"product":"tea","category":"food","quantity":{{quantity}},"unitPrice":{{price}},"unitCost":{{price / 2}}}] """)),
        };
        string Amount(decimal amount) => FormattableString.Invariant($$""" "of":"P","currency":"EUR","amount":{{amount}} """);
        string Goods(int units) =>
            FormattableString.Invariant($$""" "of":"P","currency":"EUR","lines":[{"product":"tea","quantity":{{units}},"unitPrice":{{price}}}] """);
        var part = random.Next(0, quantity);
        switch (random.Next(4))
        {
            case 0:
                lines.Add(Line("ann", "cancellation", "R", last, 20, """ "of":"P" """));
                break;
            case 1:
                lines.Add(Line("ann", "return", "R", last, 20, Amount(quantity * price)));
                break;
            case 2:
                if (part > 0) lines.Add(Line("ann", "return", "Q", first, 19, Goods(part)));
                lines.Add(Line("ann", "return", "R", last, 20, Goods(quantity - part)));
                break;
            default:
                lines.Add(Line("ann", "return", "Q", first, 19, Amount(0.35m * quantity * price)));
                lines.Add(Line("ann", "return", "R", last, 20, Amount(0.65m * quantity * price)));
                break;
        }
        return lines;
    }

    private static string Line(string customer, string kind, string id, int day, int hour, string members) =>
        string.Create(CultureInfo.InvariantCulture,
        $$"""{"kind":"{{kind}}","customer":"{{customer}}","id":"{{id}}","at":"{{Start.AddDays(day):yyyy-MM-dd}}T{{hour:00}}:00:00Z",{{members}}}""");

    /// <summary>Facts that go together.</summary>
    private sealed class Facts(Random random, Func<int, bool> isExchange, Func<int, int, bool> isPending)
    {
        private readonly List<(string Customer, string Id, int Day, decimal Left)> _orders = [];

        public List<string> Lines { get; } = [];

        public void Known(bool withOthers)
        {
            Lines.Add(Line("ann", "customer", "ann-c", random.Next(-400, -60), 8, """ "group":"acme" """));
            if (!withOthers) return;
            Lines.Add(Line("bob", "customer", "bob-c", random.Next(-400, 100), 8, """ "group":"acme" """));
            if (random.Next(2) == 0) Lines.Add(Line("bob", "customer", "bob-d", random.Next(100, 400), 8, """ "name":"Bob" """));
            Lines.Add(Line("ann", "referral", "f", random.Next(-100, 300), 8, """ "referred":"cleo" """));
        }

        public void Add(string customer)
        {
            var (id, day) = ($"{customer}{Lines.Count}", random.Next(-100, 500));
            var mine = _orders.Where(order => order.Customer == customer).ToList();
            switch (random.Next(mine.Count == 0 ? 5 : 10))
            {
                case < 4:
                    if (!isExchange(day)) Buy(customer, id, day);
                    break;
                case 4:
                    Lines.Add(Line(
                        customer, "indicator", id, day, 7, FormattableString.Invariant($$""" "name":"level","value":{{random.Next(400)}} """)));
                    break;
                case 5:
                    if (!isPending(-1_000, day))
                        Lines.Add(Line(customer, "return", id, day, 18,
                            FormattableString.Invariant($$""" "currency":"EUR","amount":{{random.Next(1, 200)}} """)));
                    break;
                case var kind:
                    Reverse(mine[random.Next(mine.Count)], id, kind);
                    break;
            }
        }

        private void Buy(string customer, string id, int day)
        {
            var (units, price) = (random.Next(1, 4), random.Next(1, 120));
            Lines.Add(Line(customer, "purchase", id, day, 10, random.Next(3) == 0
                ? FormattableString.Invariant($$""" "currency":"EUR","amount":{{units * price}} """)
                : FormattableString.Invariant(
                    $$""" "currency":"EUR","lines":[{"product":"cup","category":"{{(random.Next(2) == 0 ? "food" : "ware")}}","quantity":{{units}},"unitPrice":{{price}},"unitCost":{{price / 3}}}] """)));
            _orders.Add((customer, id, day, units * price));
        }

        private void Reverse((string Customer, string Id, int Day, decimal Left) order, string id, int kind)
        {
            _orders.Remove(order);
            var day = order.Day + random.Next(0, 200);
            if (isPending(order.Day, day)) return;
            if (kind == 6)
            {
                Lines.Add(Line(order.Customer, "cancellation", id, day, 18, $$""" "of":"{{order.Id}}" """));
                var again = day + random.Next(1, 90);
                if (!isPending(order.Day, again)) Lines.Add(Line(order.Customer, "reinstatement", id, again, 19, $$""" "of":"{{order.Id}}" """));
                return;
            }
            var amount = kind == 7 ? order.Left : Math.Round(order.Left * random.Next(1, 100) / 100, 2);
            var allowance = kind == 8 ? ""","allowance":true""" : "";
            Lines.Add(Line(order.Customer, "return", id, day, 18,
                FormattableString.Invariant($$""" "of":"{{order.Id}}","currency":"EUR","amount":{{amount}}{{allowance}} """)));
        }
    }
}
