using System.Text;
using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

/// <summary>The canonical form: as written, but each number a plain decimal text.</summary>
public sealed class NormalizationTests
{
    private static string Canonical(string json)
    {
        var reading = Read(json);
        Assert.Equal([], reading.Errors);
        return Encoding.UTF8.GetString(reading.Canonical!);
    }

    [Fact]
    public void Numbers_become_plain_text_and_members_are_sorted() => Assert.Equal(
        """{"currency":"EUR","ladder":"l","metrics":{"m":{"aggregate":"count","measure":"purchases"},"n":{"aggregate":"sum","measure":"purchases.net"}},"schema":"tier-policy/1","tiers":[{"code":"a"},{"code":"b","qualify":{"atLeast":"1","metric":"m"}}],"timeZone":"UTC"}""",
        Canonical(Plain));

    [Theory]
    [InlineData("2000", "2000")]
    [InlineData("\"2000\"", "2000")]
    [InlineData("2000.00", "2000")]
    [InlineData("\"2000.50\"", "2000.5")]
    [InlineData("2e3", "2000")]
    [InlineData("-0", "0")]
    [InlineData("\"-0.0\"", "0")]
    [InlineData("0.1", "0.1")]
    [InlineData("999999999999999.999999", "999999999999999.999999")]
    public void Equal_numbers_are_equal_bytes(string written, string plain) => Assert.Contains(
        $$"""{"atLeast":"{{plain}}","metric":"m"}""", Canonical(PlainWith("tiers/1/qualify/atLeast", written)));

    [Fact]
    public void Every_place_of_a_number_is_one()
    {
        var canonical = Canonical(Membership);

        Assert.DoesNotMatch("[:,\\[][0-9]", canonical);
        foreach (var place in new[]
                 {
                     "\"atLeastSamples\":\"2\"", "\"approvals\":\"1\"", "\"count\":\"2\"",
                         "\"curve\":[[\"0\",\"0\"],[\"2000\",\"40\"],[\"20000\",\"100\"]]",
                     "\"weight\":\"40\"", "\"scoreIfMissing\":\"50\"", "\"values\":{\"A\":\"100\",\"B\":\"60\"}", "\"otherwise\":\"0\"",
                     "\"missing\":\"9999\"",
                 })
            Assert.Contains(place, canonical);
    }

    [Fact]
    public void Offsets_steps_and_list_items_are_numbers_too()
    {
        var json = With(
            PlainWith("metrics/m/window", """{ "calendar": "month", "offset": -1 }"""), "validity", """{ "calendar": "year", "offset": 1.0 }""");
        var canonical =
            Canonical(With(With(json, "transition", """{ "capped": 2 }"""), "tiers/1/qualify", """{ "metric": "m", "in": [1, "2.0", 3e0] }"""));

        foreach (var place in new[] { "\"offset\":\"-1\"", "\"offset\":\"1\"", "\"capped\":\"2\"", "\"in\":[\"1\",\"2\",\"3\"]" })
            Assert.Contains(place, canonical);
    }

    [Fact]
    public void Texts_and_booleans_stay_what_they_are()
    {
        var canonical = Canonical(With(
            PlainWith("tiers/1/qualify", """{ "all": [ { "attribute": "grade", "in": ["A", "007", "1.50", true] }, { "segment": "1.0" } ] }"""),
            "tiers/1/lock", "true"));

        Assert.Contains("""{"attribute":"grade","in":["A","007","1.5",true]}""", canonical);
        Assert.Contains("\"segment\":\"1.0\"", canonical);
        Assert.Contains("\"lock\":true", canonical);
    }

    [Fact]
    public void The_normalized_document_reads_as_the_same_policy_and_the_same_bytes()
    {
        var first = Read(Membership);
        var again = Read(first.Normalized!.ToJsonString());

        Assert.Equal(first.Canonical, again.Canonical);
        Assert.Equal(first.Document!.Tiers, again.Document!.Tiers);
        Assert.Equal(first.Document.Metrics, again.Document.Metrics);
        Assert.Equal(first.Document.Scores, again.Document.Scores);
    }

    [Fact]
    public void No_number_passes_through_floating_point()
    {
        // The nearest double to this is 999999999999999.1.
        var json = Plain.Replace("\"atLeast\": 1", "\"atLeast\": 999999999999999.123456");

        Assert.Contains("\"999999999999999.123456\"", Canonical(json));
    }
}
