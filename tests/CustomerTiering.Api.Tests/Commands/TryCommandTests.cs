namespace CustomerTiering.Api.Tests.Commands;

/// <summary>
/// A company whose gold customers are served by a plan that costs 365 EUR a year, decided month by month for the first half of 2025.
/// </summary>
public sealed class CompanyWithPlanCosts : CommandDatabase
{
    internal const string Plan =
        """{ "schema": "service-plan/1", "code": "gold-care", "name": { "en": "Gold care" }, "entitlements": {}, "cost": { "amount": "365.00", "currency": "EUR", "per": "P1Y" } }""";

    internal static string Policy(string threshold) => MembershipDocument.Policy
        .Replace("\"code\": \"gold\"", "\"code\": \"gold\", \"servicePlan\": \"gold-care\"", StringComparison.Ordinal)
        .Replace("\"atLeast\": 100", $"\"atLeast\": {threshold}", StringComparison.Ordinal)
        .Replace("\"upgrade\": \"at-review\"", "\"upgrade\": \"at-review\", \"review\": { \"every\": \"P1M\" }", StringComparison.Ordinal);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await RecordAsync(MembershipDocument.Facts);
        foreach (var (name, text) in (List<(string, string)>)[("plan.json", Plan), ("policy.json", Policy("100"))])
            Assert.Equal(
                0, (await RunAsync("policy", "install", FileWith(name, text), "--as", "ada", "--approve-as", "ben", "--from", "2025-01-01")).Code);
        Assert.Equal(0, (await RunAsync("assess", "--from", "2025-01-31", "--to", "2025-06-30", "--every", "P1M")).Code);
    }
}

public sealed class TryCommandTests(CompanyWithPlanCosts company) : IClassFixture<CompanyWithPlanCosts>
{
    [Fact]
    public async Task A_file_is_tried_beside_a_version_and_tells_who_falls_and_what_is_saved()
    {
        var head = await company.HeadAsync();
        string[] tries = ["policy", "try", company.FileWith("draft.json", CompanyWithPlanCosts.Policy("200")), "--against", "membership@1", "--from",
            "2025-01-31", "--to", "2025-06-30"];

        var tried = (await company.RunAsync([.. tries, "--json"])).Json;
        var shown = await company.RunAsync(tries);

        var (draft, version) = (tried.GetProperty("result").GetProperty("drafts")[0], tried.GetProperty("result").GetProperty("drafts")[1]);
        Assert.Equal((0, 1), (draft.GetProperty("version").GetInt32(), version.GetProperty("version").GetInt32()));
        // Gold in force: 92 days of one, from 31 March, and 26 of another, from 5 June; under the draft the 26 alone; a day is 1 EUR.
        Assert.Equal("""[{"currency":"EUR","inForce":"118","draft":"26"}]""", draft.GetProperty("costs").GetRawText());
        Assert.Equal("""[{"currency":"EUR","inForce":"118","draft":"118"}]""", version.GetProperty("costs").GetRawText());
        var mover = Assert.Single(draft.GetProperty("movers").GetProperty("listed").EnumerateArray());
        Assert.Equal("""[{"tier":"gold","rule":"qualify","subject":"metric spend","required":"at least 200","actual":"100","verdict":"not"}]""",
            mover.GetProperty("because").GetRawText());
        Assert.Equal("[]", version.GetProperty("movers").GetProperty("listed").GetRawText());
        Assert.Equal("2025-01-31 2025-02-28 2025-03-31 2025-04-30 2025-05-31 2025-06-30",
            string.Join(' ', draft.GetProperty("days").EnumerateArray().Select(day => day.GetProperty("day").GetString())));
        Assert.Contains("0 higher, 1 lower, 0 elsewhere; 0 warnings to 0 customers.", shown.Output);
        Assert.Contains("at least 200", shown.Output);
        Assert.Contains(tried.GetProperty("digest").GetString()!, shown.Output);
        Assert.Equal(head, await company.HeadAsync());
    }

    [Fact]
    public async Task One_customer_is_tried_up_to_a_day_to_come_with_facts_from_a_file()
    {
        var head = await company.HeadAsync();
        var facts = company.FileWith(
            "supposed.ndjson", """{ "kind": "purchase", "at": "2026-03-01T00:00:00Z", "currency": "EUR", "amount": "99.99" }""");

        var silent =
            (await company.RunAsync(
                "policy", "try", "membership@1", "--customer", "ann", "--from", "2025-01-31", "--as-of", "2026-04-15", "--json")).Json;
        var buying =
            (await company.RunAsync("policy", "try", "membership@1", "--customer", "ann", "--from", "2025-01-31", "--as-of", "2026-04-15", "--facts",
                facts, "--json")).Json;

        static string Last(System.Text.Json.JsonElement timeline) => timeline.GetProperty("entries").EnumerateArray().Select(entry =>
            $"{entry.GetProperty("trigger")} {entry.GetProperty("asOf")} {entry.GetProperty("held")} "
                + $"{entry.GetProperty("metrics").GetProperty("spend")}").Last();
        Assert.Equal(("review 2026-03-31 base 0", "review 2026-03-31 base 99.99"), (Last(silent), Last(buying)));
        Assert.Contains("expiry", (
            await company.RunAsync("policy", "try", "membership@1", "--customer", "ann", "--from", "2025-01-15", "--as-of", "2026-04-15")).Output);
        Assert.Equal("gold", silent.GetProperty("holds").GetString());
        Assert.Equal(head, await company.HeadAsync());
    }

    [Fact]
    public async Task A_trial_that_was_looked_at_is_recorded_with_the_approval_and_one_of_another_text_is_refused()
    {
        var text = CompanyWithPlanCosts.Policy("150").Replace("\"ladder\": \"membership\"", "\"ladder\": \"looked-at\"", StringComparison.Ordinal);
        await company.RunAsync("policy", "install", company.FileWith("looked-at.json", text), "--as", "ada");
        string[] approve = ["policy", "approve", "looked-at", "--as", "ben", "--from", "2025-01-01", "--trial"];
        async Task<System.Text.Json.JsonElement> TriedAsync(string what) =>
            (await company.RunAsync("policy", "try", what, "--from", "2025-06-01", "--to", "2025-06-30", "--json")).Json;
        var (other, own) = (await TriedAsync("membership@1"), await TriedAsync("looked-at@1"));

        Assert.StartsWith("another-trial: ", (await company.RunAsync([.. approve, other.GetProperty("run").GetString()!])).ErrorLines.Single());
        Assert.StartsWith("not-found: ", (await company.RunAsync([.. approve, Guid.Empty.ToString()])).ErrorLines.Single());
        Assert.Equal(
            "in-force", (await company.RunAsync([.. approve, own.GetProperty("run").GetString()!, "--json"])).Json.GetProperty("status").GetString());
        Assert.Contains(own.GetProperty("digest").GetString()!, await company.LastAsync("StandardApproved"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_trial_of_a_segment_and_one_that_carries_what_is_held_say_so()
    {
        string[] tries =
            ["policy", "try", company.FileWith("carrying.json", CompanyWithPlanCosts.Policy("200")), "--from", "2025-06-01", "--to", "2025-06-30"];

        var afresh = (await company.RunAsync([.. tries, "--json"])).Json.GetProperty("result");
        var carried = (await company.RunAsync([.. tries, "--carry-held", "--json"])).Json.GetProperty("result");
        var nobody = await company.RunAsync([.. tries, "--segment", "nobody", "--carry-held"]);

        // The customer who is gold since March goes on under the draft until it is over; afresh 200 are asked for on the first day.
        Assert.Equal((1, 0), (Falls(afresh), Falls(carried)));
        Assert.Equal((false, true), (afresh.GetProperty("carryHeld").GetBoolean(), carried.GetProperty("carryHeld").GetBoolean()));
        Assert.Contains("0 customers of segment nobody from 2025-06-01 to 2025-06-30, carrying what was held, in",
            string.Join(' ', nobody.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

        static int Falls(System.Text.Json.JsonElement result) => result.GetProperty("drafts")[0].GetProperty("movers").GetProperty("down").GetInt32();
    }

    [Theory]
    [InlineData("--customer and --as-of must be given together.", "membership", "--customer", "ann")]
    [InlineData("--to: 'June' is not a day such as 2026-03-31.", "membership", "--to", "June")]
    [InlineData("--against, --to and --segment cannot be combined with --customer.", "membership", "--customer", "ann", "--as-of", "2025-06-30",
        "--to", "2025-06-30")]
    [InlineData("Unknown customer nobody.", "membership", "--customer", "nobody", "--as-of", "2025-06-30")]
    [InlineData("'membership@x' is neither a file nor NAME@VERSION.", "membership@x")]
    [InlineData("unknown-version: $.drafts[0]: unknown policy 'credit'.", "credit")]
    [InlineData("unknown-version: $.drafts[0]: unknown version 9 of policy 'membership'.", "membership@9")]
    public async Task A_mistake_ends_with_one_line(string said, params string[] arguments)
    {
        var run = await company.RunAsync(["policy", "try", .. arguments]);

        Assert.Equal((1, "", said + Environment.NewLine), (run.Code, run.Output, run.Error));
    }
}
