using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Http;

/// <summary>What no report can be asked for is refused before the database is.</summary>
public sealed class QueryTextTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Theory]
    [InlineData("tiers?ladder=%00", "ladder")]
    [InlineData("customer-value?currency=%00", "currency")]
    [InlineData("migration?ladder=membership&from=2026-01-01&to=9999-12-31", "to")]
    [InlineData("migration?to=9999-12-31", "to")]
    [InlineData("migration?from=2026-01-01&to=2126-01-02", "to")]
    public async Task Texts_with_a_zero_and_ranges_of_more_than_a_hundred_years_are_refused(string report, string field)
    {
        using var answer = await api.Person("rita", Roles.Reviewer).GetAsync($"/api/v1/reports/{report}");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string?)(await answer.Content.ReadFromJsonAsync<JsonNode>())!["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task A_hundred_years_are_told()
    {
        using var answer = await api.Person("rita", Roles.Reviewer).GetAsync("/api/v1/reports/migration?from=2026-01-01&to=2126-01-01");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
