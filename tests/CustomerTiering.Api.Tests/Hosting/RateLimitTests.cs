using System.Net;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Hosting;

public sealed class ApiOfSixRequests : RunningApi
{
    protected override Dictionary<string, string?> Configuration => new() { ["RateLimit:PerSecond"] = "1", ["RateLimit:Burst"] = "6" };
}

public sealed class RateLimitTests(ApiOfSixRequests api) : IClassFixture<ApiOfSixRequests>
{
    [Fact]
    public async Task A_company_that_asks_too_much_waits_and_the_others_do_not()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => api.As(Roles.Reviewer).GetAsync("/api/v1/me")));
        var refused = answers.Where(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).ToArray();

        Assert.InRange(refused.Length, 10, 24);
        await refused[0].ProblemAsync(HttpStatusCode.TooManyRequests, "rate-limited");
        Assert.True(refused[0].Headers.RetryAfter!.Delta >= TimeSpan.FromSeconds(1));
        Assert.Equal(
            HttpStatusCode.OK, (await api.With(api.Tokens.Issue(api.OtherTenant, "other", [Roles.Reviewer])).GetAsync("/api/v1/me")).StatusCode);
    }
}
