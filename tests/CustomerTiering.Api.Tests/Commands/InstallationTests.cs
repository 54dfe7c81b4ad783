namespace CustomerTiering.Api.Tests.Commands;

/// <summary>An installation is done whole, or leaves nothing behind; membership is in force since the beginning of 2025.</summary>
public sealed class InstallationTests(GovernedCompany company) : IClassFixture<GovernedCompany>
{
    private static string Changed(int threshold) =>
        MembershipDocument.Policy.Replace("\"atLeast\": 100", $"\"atLeast\": {threshold}", StringComparison.Ordinal);

    [Fact]
    public async Task A_later_version_that_would_begin_in_the_past_leaves_no_draft()
    {
        var (head, file) = (await company.HeadAsync(), company.FileWith("past.json", Changed(200)));

        var past = await company.RunAsync("policy", "install", file, "--as", "ada", "--approve-as", "ben", "--from", "2025-02-01");
        Assert.Equal((1, "", head), (past.Code, past.Output, await company.HeadAsync()));
        Assert.StartsWith("begins-in-the-past: ", past.ErrorLines.Single(), StringComparison.Ordinal);

        var ahead = (await company.RunAsync("policy", "install", file, "--as", "ada", "--approve-as", "ben", "--from", "2998-01-01", "--json")).Json;
        Assert.Equal((2, head + 4), (ahead.GetProperty("version").GetInt32(), await company.HeadAsync()));
    }

    [Fact]
    public async Task A_submitted_version_that_would_begin_in_the_past_is_not_approved_either()
    {
        var text = MembershipDocument.Policy.Replace("\"membership\"", "\"waiting\"", StringComparison.Ordinal);
        await company.RunAsync("policy", "install", company.FileWith("waiting.json", text), "--as", "ada", "--approve-as", "ben");
        await company.RunAsync("policy", "install",
            company.FileWith("waiting.json", text.Replace("\"atLeast\": 100", "\"atLeast\": 300", StringComparison.Ordinal)), "--as", "ada");
        var head = await company.HeadAsync();

        var past = await company.RunAsync("policy", "approve", "waiting", "--as", "ben", "--from", "2025-01-01");

        Assert.Equal((1, head), (past.Code, await company.HeadAsync()));
        Assert.StartsWith("begins-in-the-past: ", past.ErrorLines.Single(), StringComparison.Ordinal);
        Assert.Equal(0, (await company.RunAsync("policy", "approve", "waiting", "--as", "ben", "--from", "2998-01-01")).Code);
    }

    [Fact]
    public async Task A_pack_of_which_one_document_can_not_come_into_force_leaves_none_of_them()
    {
        string[] install = ["policy", "install", "retail", "--as", "ada", "--approve-as", "ben"];
        Assert.Equal(0, (await company.RunAsync([.. install, "--from", "2025-01-01"])).Code);
        var head = await company.HeadAsync();

        var other = await company.RunAsync([.. install, "--time-zone", "Europe/Paris", "--from", "2025-06-01"]);

        Assert.Equal((1, "", head), (other.Code, other.Output, await company.HeadAsync()));
        Assert.All(other.ErrorLines, line => Assert.Contains(": begins-in-the-past: ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Putting_in_force_says_how_many_tiers_have_a_date_that_has_passed()
    {
        var policy = company.FileWith("overdue.json", MembershipDocument.Policy.Replace("\"membership\"", "\"overdue\"", StringComparison.Ordinal));
        var first = (
            await company.RunAsync("policy", "install", policy, "--as", "ada", "--approve-as", "ben", "--from", "2025-01-01", "--json")).Json;
        Assert.Equal(0, first.GetProperty("overdue").GetInt32());
        // As of June 2025 ann is gold since March, and eve since that month, each for a year at most: before today.
        await company.RunAsync("assess", "--as-of", "2025-06-30", "--ladder", "overdue");

        company.FileWith("overdue.json", Changed(150).Replace("\"membership\"", "\"overdue\"", StringComparison.Ordinal));
        var second = await company.RunAsync("policy", "install", policy, "--as", "ada", "--approve-as", "ben", "--json");

        Assert.Equal(2, second.Json.GetProperty("overdue").GetInt32());
    }
}
