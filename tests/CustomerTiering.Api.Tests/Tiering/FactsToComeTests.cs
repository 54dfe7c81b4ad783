using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Tiering.Arrivals;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>
/// What holds from a day to come calls for nothing before it, and for an evaluation at the end of that day, without a review or another fact.
/// </summary>
public sealed class FactsToComeTests(ApiWithTies api) : IClassFixture<ApiWithTies>
{
    [Fact]
    public async Task An_attribute_that_holds_from_the_20th_gives_the_tier_at_the_end_of_the_20th()
    {
        var customer = await StatesAsync("2026-03-10", "B");
        await StatesAsync("2026-03-20", "A");
        await api.AtRestAsync();

        api.Clock.MoveTo(new(2026, 3, 20, 15, 59, 0, TimeSpan.Zero));
        await api.AtRestAsync();
        Assert.Equal("plain", await HeldAsync(customer));

        api.Clock.MoveTo(new(2026, 3, 20, 16, 0, 1, TimeSpan.Zero));
        for (var n = 0; n < 300 && await HeldAsync(customer) != "good"; n++) await Task.Delay(100);
        Assert.Equal("good", await HeldAsync(customer));
    }

    private async Task<Guid> StatesAsync(string day, string grade) => (Guid)(await api.PostAsync(
        api.Person("shop", Roles.Recorder), "/api/v1/customers/facts",
        $$$"""{"customer":"c","at":"{{{day}}}T00:00:00+08:00","type":"company","attributes":{"grade":"{{{grade}}}"}}"""))["customer"]!;

    private async Task<string?> HeldAsync(Guid customer)
    {
        var tiers = await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonArray>($"/api/v1/customers/{customer:D}/tiers");
        return (string?)tiers!.Single(one => (string?)one!["ladder"] == "grade")!["held"];
    }
}
