using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Values from outside are told as they are declared; what is declared internal is told to no customer.</summary>
public sealed class IndicatorNamesTests(ApiWithAssetsInForce api) : IClassFixture<ApiWithAssetsInForce>
{
    [Fact]
    public async Task An_indicator_is_told_by_its_declared_name_and_an_internal_one_to_the_company_alone()
    {
        await DeclareAsync("""{"name":"assets","names":{"en":"assets held","zh":"持有资产"},"internal":false}""");
        await DeclareAsync("""{"name":"rating","names":{"en":"inner rating","zh":"内部评级"},"internal":true}""");
        var recorded = await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/indicators",
            """{"customer":"holder","id":"in-1","at":"2026-03-01T09:00:00+08:00","name":"assets","value":"600"}""");
        await api.HistoryAsync((Guid)recorded["customer"]!, 1);

        Assert.Equal(["if the assets held is at least 1,000 (now 600)", "if the inner rating is at least 7"], await WaysAsync(recorded, "company"));
        Assert.Equal(["if the assets held is at least 1,000 (now 600)", "by what you cannot change yourself"], await WaysAsync(recorded, "customer"));
    }

    private Task DeclareAsync(string declaration) =>
        api.PostAsync(api.Person("olga", Roles.Operator), "/api/v1/indicators/declarations", declaration);

    private async Task<string[]> WaysAsync(JsonNode recorded, string audience)
    {
        var answer = await api.Person("rita", Roles.Reviewer)
            .GetFromJsonAsync<JsonNode>($"/api/v1/customers/{recorded["customer"]}/tiers/membership/explanation?audience={audience}");
        Assert.Equal(audience == "company", answer!["words"]!.ToJsonString().Contains("rating", StringComparison.Ordinal));
        return [.. answer["next"]!["paths"]!.AsArray().Select(path => (string)path!["words"]!)];
    }
}
