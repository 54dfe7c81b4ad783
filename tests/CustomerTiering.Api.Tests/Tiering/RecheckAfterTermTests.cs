using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>The club, where a return is rechecked if it comes within a month of its purchase, at the end of the seventh day after it.</summary>
public sealed class ApiWithTermClub : ApiWithClub
{
    protected override string Policy => Club("""{ "recheck": { "within": "P1M", "after": "P7D" } }""");
}

/// <summary>Rechecks that wait, as days go by: the clock is moved, nothing else calls for them.</summary>
public sealed class RecheckAfterTermTests(ApiWithTermClub api) : IClassFixture<ApiWithTermClub>
{
    private const string Silver = "silver 2026-03-01 2027-02-28";

    private const string Gold = "gold 2026-03-21 2027-03-20";

    [Fact]
    public async Task A_return_is_rechecked_at_the_end_of_its_term_with_what_was_bought_by_then()
    {
        var alone = await GoldAsync("alone");
        var exchanges = await GoldAsync("exchanges");
        var late = await GoldAsync("late");
        var reviewed = await GoldAsync("reviewed");
        foreach (var name in (string[])["alone", "exchanges", "late", "reviewed"])
            await HappensAsync(name, ("return", "3", "2026-03-22", "4000", "2"));

        // The term of a return of 22 March ends with 29 March, in Shanghai.
        await MoveToAsync(2026, 3, 29, hour: 1);
        await HappensAsync("exchanges", ("purchase", "4", "2026-03-29", "4000", null));
        var answer =
            (await api.PostAsync(api.Person("olga", Roles.Operator), $"/api/v1/customers/{reviewed:D}/assessments", """{"asOf":"2026-03-29"}"""))[0]!;
        Assert.Equal("retained recheck", $"{answer["outcomes"]![0]} {answer["leftToDayEnd"]}");
        foreach (var customer in (Guid[])[alone, exchanges, late, reviewed]) Assert.Equal(Gold, await api.StandingAsync(customer));

        await MoveToAsync(2026, 3, 29, hour: 16);
        foreach (var customer in (Guid[])[alone, late, reviewed]) await StandsAsync(customer, Silver);
        Assert.Equal(Gold, await api.StandingAsync(exchanges));
        var rechecked = (await api.HistoryAsync(alone, 3))[^1]!;
        Assert.Equal(
            ("recheck", "2026-03-29", "downgraded"), ((string?)rechecked["trigger"], (string?)rechecked["asOf"], (string?)rechecked["outcome"]));
        Assert.Equal((string?)(await api.HistoryAsync(alone, 3))[1]!["id"], (string?)rechecked["supersedes"]);

        await HappensAsync("late", ("purchase", "4", "2026-03-30", "4000", null));
        await StandsAsync(late, "gold 2026-03-30 2027-03-29");
        await SeenWithinAsync();
    }

    /// <summary>Bought on 30 March; a month later is 30 April.</summary>
    private async Task SeenWithinAsync()
    {
        var inTime = await HappensAsync("in-time", ("purchase", "1", "2026-03-30", "5000", null));
        var tooLate = await HappensAsync("too-late", ("purchase", "1", "2026-03-30", "5000", null));
        await MoveToAsync(2026, 4, 30, hour: 1);
        await HappensAsync("in-time", ("return", "3", "2026-04-30", "5000", "1"));
        await MoveToAsync(2026, 5, 1, hour: 1);
        await HappensAsync("too-late", ("return", "3", "2026-05-01", "5000", "1"));

        await MoveToAsync(2026, 5, 9, hour: 1);
        await StandsAsync(inTime, "base 2026-03-30");
        Assert.Equal("gold 2026-03-30 2027-03-29", await api.StandingAsync(tooLate));
    }

    /// <summary>Silver by 1,000 on 1 March, gold by another 4,000 on 21 March.</summary>
    private async Task<Guid> GoldAsync(string name)
    {
        var customer = await HappensAsync(name, ("purchase", "1", "2026-03-01", "1000", null), ("purchase", "2", "2026-03-21", "4000", null));
        Assert.Equal(Gold, await api.StandingAsync(customer));
        return customer;
    }

    private Task<Guid> HappensAsync(string name, params (string, string, string, string?, string?)[] facts) =>
        api.HappensAsync(RecheckTests.Lines(name, facts), byFile: false);

    private async Task MoveToAsync(int year, int month, int day, int hour)
    {
        api.Clock.MoveTo(new(year, month, day, hour, 0, 1, TimeSpan.Zero));
        await api.AtRestAsync();
    }

    /// <summary>Until it stands so, by a timer; within half a minute.</summary>
    private async Task StandsAsync(Guid customer, string standing)
    {
        for (var n = 0; n < 300 && await api.StandingAsync(customer) != standing; n++) await Task.Delay(100);
        Assert.Equal(standing, await api.StandingAsync(customer));
    }
}
