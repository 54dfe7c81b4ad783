namespace CustomerTiering.Api.Tests.Commands;

public sealed class PolicyCommandTests(CommandDatabase company) : IClassFixture<CommandDatabase>
{
    [Fact]
    public async Task Who_wrote_a_policy_never_approves_it_by_either_command()
    {
        var head = await company.HeadAsync();
        var policy = company.FileWith("separated.json", MembershipDocument.Policy.Replace("membership", "separated", StringComparison.Ordinal));

        var both = await company.RunAsync("policy", "install", policy, "--as", "ada", "--approve-as", "ada");
        Assert.Equal((1, "", head), (both.Code, both.Output, await company.HeadAsync()));

        Assert.Equal(
            "submitted", (await company.RunAsync("policy", "install", policy, "--as", "ada", "--json")).Json.GetProperty("status").GetString());
        head = await company.HeadAsync();
        var own = await company.RunAsync("policy", "approve", "separated", "--as", "ada");
        Assert.Equal((1, "", head), (own.Code, own.Output, await company.HeadAsync()));
        Assert.StartsWith("author-approves: ", own.ErrorLines.Single());

        var other = (await company.RunAsync("policy", "approve", "separated", "--as", "ben", "--from", "2024-01-01", "--json")).Json;
        Assert.Equal(("in-force", 1, "2024-01-01"),
            (other.GetProperty("status").GetString(), other.GetProperty("version").GetInt32(), other.GetProperty("from").GetString()));
        var listed = (await company.RunAsync("policy", "list", "--json")).Json.EnumerateArray()
            .Single(row => row.GetProperty("name").GetString() == "separated");
        Assert.Equal("""["ada"] ["ben"] policy""",
            $"{listed.GetProperty("authors").GetRawText()} {listed.GetProperty("approvedBy").GetRawText()} {listed.GetProperty("kind").GetString()}");
    }

    [Fact]
    public async Task The_same_text_installed_again_adds_nothing_and_another_is_a_new_version()
    {
        var text = MembershipDocument.Policy.Replace("membership", "twice", StringComparison.Ordinal);
        var policy = company.FileWith("twice.json", text);
        string[] install = ["policy", "install", policy, "--as", "ada", "--approve-as", "ben", "--json"];

        var first = (await company.RunAsync(install)).Json.GetRawText();
        var head = await company.HeadAsync();
        Assert.Equal(first, (await company.RunAsync(install)).Json.GetRawText());
        Assert.Equal(head, await company.HeadAsync());

        company.FileWith("twice.json", text.Replace("\"atLeast\": 100", "\"atLeast\": 200", StringComparison.Ordinal));
        Assert.Equal(2, (await company.RunAsync([.. install, "--from", "2999-01-01"])).Json.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_document_is_said_a_line_each_and_nothing_is_stored()
    {
        var head = await company.HeadAsync();
        var policy =
            company.FileWith("wrong.json", MembershipDocument.Policy.Replace(
                "EUR", "EURO", StringComparison.Ordinal).Replace("\"spend\", \"atLeast\"", "\"spent\", \"atLeast\"", StringComparison.Ordinal));

        var run = await company.RunAsync("policy", "install", policy, "--as", "ada");

        Assert.Equal((1, "", head), (run.Code, run.Output, await company.HeadAsync()));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("$.currency: ", StringComparison.Ordinal));
        Assert.Contains(run.ErrorLines, line => line.StartsWith("$.tiers[1].qualify.metric: unknown-metric: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_two_must_approve_the_first_leaves_it_waiting_and_the_second_puts_it_in_force()
    {
        var policy = company.FileWith("of-two.json", MembershipDocument.Policy.Replace("membership", "of-two", StringComparison.Ordinal));
        var settings = company.Settings with { Configuration = new Dictionary<string, string?> { ["Governance:Approvals"] = "2" } };
        Task<CommandRun> RunAsync(params string[] arguments) => CommandRun.OfAsync(settings, [.. arguments, "--tenant", company.Tenant.ToString()]);

        Assert.Contains("of-two version 1: Submitted, 1 of 2 approvals",
            (await RunAsync("policy", "install", policy, "--as", "ada", "--approve-as", "ben")).Output, StringComparison.Ordinal);
        Assert.StartsWith("approved-already: ", (await RunAsync("policy", "approve", "of-two", "--as", "ben")).ErrorLines.Single());
        Assert.Equal("in-force", (
            await RunAsync("policy", "approve", "of-two", "--as", "cyd", "--from", "2024-01-01", "--json")).Json.GetProperty("status").GetString());
        Assert.Equal(
            "Governance__Term must be an ISO 8601 period of whole years, months, weeks and days, such as P6M, up to 100 years; it is 'soon'.",
            (await CommandRun.OfAsync(
            settings with { Configuration = new Dictionary<string, string?> { ["Governance:Term"] = "soon" } }, "policy",
            "list")).ErrorLines.Single());
    }

    [Fact]
    public async Task A_version_is_compared_carried_to_another_company_as_a_file_and_retired()
    {
        var text = MembershipDocument.Policy.Replace("membership", "carried", StringComparison.Ordinal);
        var policy = company.FileWith("carried.json", text);
        await company.RunAsync("policy", "install", policy, "--as", "ada", "--approve-as", "ben", "--from", "2024-01-01");
        company.FileWith("carried.json", text.Replace("\"atLeast\": 100", "\"atLeast\": 200", StringComparison.Ordinal));
        await company.RunAsync("policy", "install", policy, "--as", "ada");

        var said = (await company.RunAsync("policy", "diff", "carried")).Output.Split(Environment.NewLine);
        Assert.Equal("carried version 2 against version 1", said[0]);
        Assert.Contains("at least 100 → 200", said[1], StringComparison.Ordinal);
        Assert.Contains("不低于 100 → 200", (await company.RunAsync("policy", "diff", "carried", "--version", "2", "--language", "zh")).Output,
            StringComparison.Ordinal);

        var file = company.FileWith("carried-file.json", "");
        var exported = (await company.RunAsync("policy", "export", "carried", file, "--version", "2", "--json")).Json.GetProperty("digest")
            .GetString();
        await company.RunAsync("tenant", "add", "elsewhere");
        var installed = (await company.RunAsync("policy", "install", file, "--as", "otto", "--tenant", "elsewhere", "--json")).Json;
        Assert.Equal((exported, "submitted", 1),
            (installed.GetProperty("digest").GetString(), installed.GetProperty("status").GetString(), installed.GetProperty("version").GetInt32()));

        Assert.Equal("carried: retired from 2999-01-01" + Environment.NewLine,
            (await company.RunAsync("policy", "retire", "carried", "--from", "2999-01-01", "--as", "olga")).Output);
        Assert.StartsWith("standard-retired: ", (await company.RunAsync("policy", "retire", "carried", "--as", "olga")).ErrorLines.Single());
    }

    [Theory]
    [InlineData("--from requires --approve-as.", "policy", "install", "p.json", "--as", "ada", "--from", "2025-01-01")]
    [InlineData("--from: '1.1.2025' is not a day such as 2026-03-31.", "policy", "approve", "m", "--as", "ada", "--from", "1.1.2025")]
    [InlineData("There is no standard m.", "policy", "approve", "m", "--as", "ada")]
    [InlineData("No policy is in force; put one in force with: policy install FILE --as AUTHOR --approve-as APPROVER", "assess", "--as-of",
        "2025-01-01", "--tenant", "empty")]
    public async Task A_mistake_ends_with_one_line(string said, params string[] arguments)
    {
        if (arguments.Contains("empty")) await company.RunAsync("tenant", "add", "empty");
        var run = await company.RunAsync(arguments);

        Assert.Equal((1, "", said + Environment.NewLine), (run.Code, run.Output, run.Error));
    }
}
