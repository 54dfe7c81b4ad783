using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Api.Demo;

/// <summary>Three years of one customer, as facts that the company's systems would state.</summary>
internal sealed class DemoHistory
{
    private readonly DemoCompany _company;
    private readonly DemoCustomer _who;
    private readonly DemoRandom _random;
    private readonly List<SourceFact> _facts = [];
    private int _mood;

    private DemoHistory(DemoCompany company, DemoCustomer who)
    {
        (_company, _who, _mood) = (company, who, who.Mood);
        _random = DemoRandom.For(company.Seed, who.Number, purpose: 2);
    }

    /// <summary>All facts of a customer up to the last day, inclusive, each before those that refer to it.</summary>
    internal static IReadOnlyList<SourceFact> Of(DemoCompany company, int number)
    {
        var history = new DemoHistory(company, DemoCustomer.Of(company.Seed, number, company.Days));
        history.Describe();
        history.Buy();
        history.Talk();
        history.Measure();
        history.Refer();
        return history._facts;
    }

    private void Describe()
    {
        var random = DemoRandom.For(_company.Seed, _who.Number, purpose: 3);
        var (family, city) = (random.Of(DemoCatalogue.FamilyNames), random.Of(DemoCatalogue.Cities));
        var name = _who.IsCompany ? $"{city} {family} {random.Of(DemoCatalogue.Trades)} Co., Ltd."
            : $"{family} {random.Of(DemoCatalogue.GivenNames)}";
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["city"] = city,
            ["creditGrade"] = random.Of(DemoCatalogue.Grades),
            ["phone"] = $"1{random.Between(30, 99)}{random.Below(100_000_000):00000000}",
        };
        if (_who.IsCompany) (attributes["industry"], attributes["size"]) = (random.Of(DemoCatalogue.Trades), random.Of(DemoCatalogue.Sizes));
        State("described", _who.Joined, 0, name, random.Chance(120) ? ["newsletter"] : []);
        if (random.Chance(150))
        {
            attributes["creditGrade"] = "A";
            State("described-again", _who.Joined + 365, 9, name, ["newsletter"]);
        }

        void State(string id, int day, int hour, string called, string[] more)
        {
            string[] segments = [_who.IsCompany ? "business" : "consumer", .. more];
            Add(day, (hour * 60) + 1, id, null, (key, at) => new CustomerDescription(
                key, at, null, _who.IsCompany ? CustomerType.Company : CustomerType.Person, [.. attributes], [.. segments], null), new(Name: called));
        }
    }

    private void Buy()
    {
        var day = _who.Joined + _random.Below(10);
        for (var n = 1; day < _company.Days && n <= 400; n++)
        {
            if (day >= _who.Leaves && day < _who.Returns)
            {
                if (_who.Returns >= _company.Days) return;
                day = _who.Returns;
            }
            Purchase(n, day);
            if (_who.Rhythm == 0) return;
            var season = DemoCatalogue.Season[_company.First.AddDays(day).Month - 1];
            day += Math.Clamp(_random.Tailed(_who.Rhythm) * 100 / season, 1, 400);
        }
    }

    private void Purchase(int n, int day)
    {
        var lines = new FactLine[_random.Between(1, 3)];
        for (var i = 0; i < lines.Length; i++)
        {
            var product = _random.Of(DemoCatalogue.Products);
            lines[i] = new(
                product.Code, product.Category, _who.IsCompany ? _random.Tailed(_who.Basket) : _random.Between(1, 2), product.Price, product.Cost);
        }
        var channel = _random.Of(["store", "web", "web", "app", "app"]);
        var (id, minute) = ($"p{n}", _random.Between(9 * 60, (22 * 60) - 1));
        Add(day, minute, id, channel, (
            key, at) => new Purchase(key, at, channel, "CNY", lines.Sum(line => line.Quantity * line.UnitPrice), [.. lines]));
        if (_random.Chance(15)) Add(day + 1, 600, $"{id}-cancelled", channel, (key, at) => new Cancellation(key, at, channel, Key(id)));
        else if (_random.Chance(60))
        {
            var given = lines[0] with { Quantity = 1 };
            Add(day + _random.Between(2, 20), 700, $"{id}-returned", channel,
                (key, at) => new Return(key, at, channel, Key(id), "CNY", given.UnitPrice, [given]));
        }
        if (_random.Chance(160))
            Survey($"{id}-csat", day + 1, Rules.Facts.Survey.Csat, 450, Math.Clamp((_mood + _random.Between(-12, 14) + 5) / 10, 1, 5));
        if (n % 6 == 3)
            Survey($"{id}-nps", day + 3, Rules.Facts.Survey.Nps, 380, Math.Clamp(((_mood - 14) * 10 / 32) + _random.Between(-3, 3), 0, 10));
        if (_random.Chance(38)) Complain(id, day + _random.Between(1, 9));
    }

    private void Survey(string id, int day, Survey survey, int answers, int score)
    {
        Add(day, 600, $"{id}-asked", "mail", (key, at) => new SurveyAsked(key, at, "mail", survey));
        var (answered, later, comment) = (_random.Chance(answers), _random.Below(5), _random.Chance(80));
        if (answered && day < _company.Days)
            Add(day + later, 1200, id, "mail", (key, at) => new SurveyAnswer(key, at, "mail", survey, score, Key($"{id}-asked")),
                new(Comment: comment ? "As told to the mail." : null));
    }

    private void Complain(string purchase, int day)
    {
        var (id, category) = ($"{purchase}-complaint", _random.Of(DemoCatalogue.ComplaintCategories));
        var channel = _random.Of(["call", "mail", "chat"]);
        _mood = Math.Max(12, _mood - 6);
        Add(day, 660, id, channel, (key, at) => new Complaint(key, at, channel, category, category == "delivery" ? "high" : "normal"),
            new(Note: "Wants it to be made good."));
        if (_random.Chance(60)) return;
        var resolved = day + 1 + (_random.Tailed(30) / 24);
        Add(resolved, 900, $"{id}-resolved", channel, (key, at) => new ComplaintResolution(key, at, channel, Key(id)));
        if (_random.Chance(110))
        {
            Add(resolved + 2, 600, $"{id}-reopened", channel, (key, at) => new ComplaintReopening(key, at, channel, Key(id)));
            Add(resolved + 6, 900, $"{id}-resolved-again", channel, (key, at) => new ComplaintResolution(key, at, channel, Key(id)));
        }
        Survey($"{id}-ces", resolved + 7, Rules.Facts.Survey.Ces, 500, _random.Between(2, 7));
    }

    private void Talk()
    {
        var every = _who.IsCompany ? 45 : 210;
        for (var (day, n) = (
            _who.Joined + _random.Below(every), 1); day < Math.Min(_company.Days, _who.Leaves); day += _random.Between(every / 2, every * 3 / 2), n++)
        {
            var (channel, minutes) = (_random.Of(_who.IsCompany ? ["call", "visit", "mail"] : (string[])["chat", "call", "mail"]), _random.Tailed(9));
            var inwards = _random.Chance(500);
            Add(day, _random.Between(540, 1080), $"talk{n}", channel, (key, at) => new Interaction(
                key, at, channel, inwards ? "in" : "out", _who.IsCompany ? "account" : "question", "done", minutes));
        }
    }

    private void Measure()
    {
        if (!_who.IsCompany && !_random.Chance(350)) return;
        var (credit, assets) = (_random.Between(480, 780), _random.Tailed(80_000));
        for (var (day, n) = (_who.Joined, 1); day < _company.Days; day += 182, n++)
        {
            var (score, held) =
                (Math.Clamp(credit += _random.Between(-25, 30), 300, 850), assets = Math.Max(1000, assets + _random.Between(-8000, 10_000)));
            Add(day, 480, $"credit{n}", null, (key, at) => new Indicator(key, at, null, "credit-score", score, "points"));
            Add(day, 481, $"assets{n}", null, (key, at) => new Indicator(key, at, null, "assets", held, "CNY"));
        }
    }

    /// <summary>Refers customers with a larger number, who joined later.</summary>
    private void Refer()
    {
        for (var other = _who.Number + 1; other <= Math.Min(_company.Customers, _who.Number + 12); other++)
        {
            var random = DemoRandom.For(_company.Seed, other, purpose: 4);
            if (!random.Chance(90) || other - 1 - random.Below(12) != _who.Number) continue;
            var referred = DemoCustomer.Of(_company.Seed, other, _company.Days);
            if (referred.Joined > _who.Joined)
                Add(referred.Joined, 540, $"referred-{referred.Id}", "app", (key, at) => new Referral(key, at, "app", referred.Id));
        }
    }

    private string Key(string id) => $"{_who.Id}-{id}";

    /// <summary>Adds a fact on a day after the first, at a minute of the day in Shanghai; later than the last day is ignored.</summary>
    private void Add(int day, int minute, string id, string? channel, Func<string, Instant, Fact> make, PersonalTexts? personal = null)
    {
        if (day >= _company.Days) return;
        var at = Instant.Of(new DateTimeOffset(_company.First.AddDays(day), new TimeOnly(minute / 60, minute % 60), DemoCompany.Offset));
        var fact = make(Key(id), at);
        _facts.Add(new(fact.Kind, _who.Id, fact.Id, at, channel, fact, personal ?? PersonalTexts.None, null));
    }
}
