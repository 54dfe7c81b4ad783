using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Lifecycle;

/// <summary>The server on 10 March 2026, with the lifecycle that comes with it, in force since 1 January 2025.</summary>
public class ApiWithLifecycleInForce : ApiWithMembershipInForce
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var drafted = await PostAsync(Person("ann", Roles.PolicyAuthor), "/api/v1/lifecycles", DefaultStandards.Lifecycle);
        const string Version = "/api/v1/lifecycles/lifecycle/versions/1/";
        await PostAsync(Person("ann", Roles.PolicyAuthor), Version + "submission", null, "\"v1\"");
        await PostAsync(Person("bob", Roles.Approver), Version + "approval", $$"""{"digest":"{{(string)drafted["digest"]!}}"}""", "\"v2\"");
        await PostAsync(Person("olga", Roles.Operator), Version + "force", """{"from":"2025-01-01"}""", "\"v3\"");
    }

    internal Task<JsonNode> GetAsync(string path, Func<JsonNode, bool> until) => this.EventuallyAsync(path, until);

    /// <summary>Takes a text through all its steps.</summary>
    internal async Task InstallAsync(string route, string name, string text, string from, int version = 1)
    {
        var (author, path) = (Person("ann", Roles.PolicyAuthor), $"/api/v1/{route}/{name}/versions/{version}/");
        var digest = (string)(await PostAsync(author, $"/api/v1/{route}", text))["digest"]!;
        var tag = (version - 1) * 4;
        await PostAsync(author, path + "submission", null, $"\"v{tag + 1}\"");
        await PostAsync(Person("bob", Roles.Approver), path + "approval", $$"""{"digest":"{{digest}}"}""", $"\"v{tag + 2}\"");
        await PostAsync(Person("olga", Roles.Operator), path + "force", $$"""{"from":"{{from}}"}""", $"\"v{tag + 3}\"");
    }

    /// <summary>The stages that a customer entered, once the last of them is <paramref name="last"/>.</summary>
    internal async Task<string[]> StagesAsync(Guid customer, string last)
    {
        var history = await GetAsync($"/api/v1/customers/{customer:D}/stage/history", lines => (string?)lines.AsArray()[^1]!["to"] == last);
        return [.. history.AsArray().Select(line => $"{line!["asOf"]} {line["to"]}")];
    }
}

internal static class Eventually
{
    /// <summary>What a reviewer is answered, once it is as it must become; within a minute.</summary>
    internal static async Task<JsonNode> EventuallyAsync(this ApiWithMembershipInForce api, string path, Func<JsonNode, bool> until)
    {
        using var client = api.Person("rita", Roles.Reviewer, Roles.Operator);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await client.GetAsync(path, patience.Token);
            if (answer.IsSuccessStatusCode && JsonNode.Parse(await answer.Content.ReadAsStringAsync(patience.Token)) is { } body && until(body))
                return body;
            await Task.Delay(50, patience.Token);
        }
    }
}
