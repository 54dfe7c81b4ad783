using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Segments;

public sealed class MembershipTests
{
    private static readonly CompiledSegment Spenders = Named.Compiled("""
        { "schema": "segment/1", "code": "spenders", "timeZone": "UTC", "currency": "CNY",
          "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P90D" } } },
          "when": { "metric": "spend", "atLeast": 1000 } }
        """);

    private static readonly CompiledSegment Silent = Named.Compiled("""
        { "schema": "segment/1", "code": "silent", "timeZone": "UTC", "currency": "CNY",
          "metrics": { "recency": { "measure": "purchases", "aggregate": "days-since-last" } }, "when": { "metric": "recency", "above": 180 } }
        """);

    private static Membership Change(string at, string segment, bool entered, string id) => new(id, At(at), segment, entered);

    [Theory]
    [InlineData("999.99", false)]
    [InlineData("1000.00", true)]
    [InlineData("1000.01", true)]
    public void A_threshold_is_exact(string amount, bool isIn) =>
        Assert.Equal(
            isIn, Spenders.IsIn("2026-01-10", Bought("b", "2026-01-10", decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))));

    [Theory]
    [InlineData("2026-04-09", true)]
    [InlineData("2026-04-10", false)]
    public void Silence_ends_a_membership_on_its_day(string day, bool isIn)
    {
        Fact[] facts = [Bought("b", "2026-01-10", 1000m)];
        Assert.Equal(isIn, Spenders.IsIn(day, facts));
        Assert.Equal("2026-04-10", Spenders.NextChange("2026-01-10", isIn: true, facts));
    }

    [Theory]
    [InlineData("2026-07-09", false)]
    [InlineData("2026-07-10", true)]
    public void Silence_begins_a_membership_on_its_day(string day, bool isIn)
    {
        Fact[] facts = [Bought("b", "2026-01-10", 1m)];
        Assert.Equal(isIn, Silent.IsIn(day, facts));
        Assert.Equal("2026-07-10", Silent.NextChange("2026-01-10", isIn: false, facts));
    }

    [Fact]
    public void Of_a_stated_segment_nobody_is_computed_a_member_whatever_the_currency()
    {
        var stated = Named.Compiled(SegmentReaderTests.Stated);
        Assert.False(stated.IsIn("2026-01-10", Bought("b", "2026-01-10", 1m, currency: "EUR"), Customer("2026-01-01", ["newsletter"])));
        Assert.Null(stated.NextChange("2026-01-10", isIn: false, Bought("b", "2026-01-10", 1m)));
    }

    [Fact]
    public void A_customer_is_in_what_is_stated_and_in_what_was_entered()
    {
        var facts = CustomerFacts.Fold(
            "anna", [Customer("2026-01-01", ["newsletter"]), Change("2026-02-01", "big", true, "e"), Change("2026-03-01", "big", false, "l")]);
        Assert.Equal(["newsletter"], facts.ProfileOn(Day("2026-01-31"), ZoneRules.Utc).Segments);
        Assert.Equal(["big", "newsletter"], facts.ProfileOn(Day("2026-02-01"), ZoneRules.Utc).Segments);
        Assert.True(facts.ProfileOn(Day("2026-02-28"), ZoneRules.Utc).IsIn("big"));
        Assert.False(facts.ProfileOn(Day("2026-03-01"), ZoneRules.Utc).IsIn("big"));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public void An_entry_and_a_leaving_of_one_day_leave_the_customer_out_whatever_their_ids(string entry, string leaving)
    {
        var facts = CustomerFacts.Fold(
            "anna", [Change("2026-02-01", "big", true, entry), Change("2026-02-01", "big", false, leaving), Change("2026-02-01", "big", true, "c")]);
        Assert.True(facts.ProfileOn(Day("2026-02-01"), ZoneRules.Utc).IsIn("big"));
        facts = CustomerFacts.Fold("anna", [Change("2026-02-01", "big", true, entry), Change("2026-02-01", "big", false, leaving)]);
        Assert.False(facts.ProfileOn(Day("2026-02-01"), ZoneRules.Utc).IsIn("big"));
    }

    [Fact]
    public void A_group_judged_as_one_is_in_the_segments_of_its_head()
    {
        CustomerDescription Of(string id, string at) => Customer(at, id: id) with { Group = "acme" };
        var head = CustomerFacts.Fold(
            "head", [Of("h", "2026-01-01"), Change("2026-02-01", "big", true, "e"), Change("2026-03-01", "big", false, "l")]);
        var other = CustomerFacts.Fold(
            "other", [Of("o", "2026-01-02"), Change("2026-02-01", "big", true, "f"), Change("2026-02-01", "small", true, "g")]);
        var group = new CompanyGroups([KnownFacts.OfOwn(head), KnownFacts.OfOwn(other)]);

        Assert.Equal(["big"], group.On("other", Day("2026-02-28"), ZoneRules.Utc).Own.ProfileOn(Day("2026-02-28"), ZoneRules.Utc).Segments);
        Assert.Empty(group.On("other", Day("2026-03-01"), ZoneRules.Utc).Own.ProfileOn(Day("2026-03-01"), ZoneRules.Utc).Segments);
    }

    [Fact]
    public void Nobody_joins_by_an_entry()
    {
        var facts = CustomerFacts.Fold("anna", [Change("2026-02-01", "big", true, "e"), Bought("b", "2026-02-01T10:00:00Z", 1m)]);
        Assert.Equal(At("2026-02-01T10:00:00Z"), facts.JoinedAt);
    }

    [Fact]
    public void A_standard_that_names_a_segment_is_interested_in_its_changes_and_no_others()
    {
        var interest = new FactInterest([], profile: false, segments: ["big"]);
        Assert.True(interest.Covers(Change("2026-02-01", "big", true, "e")));
        Assert.True(interest.Covers(Customer("2026-02-01")));
        Assert.False(interest.Covers(Change("2026-02-01", "small", true, "e")));
        Assert.False(new FactInterest([], profile: true, segments: []).Covers(Change("2026-02-01", "big", true, "e")));
    }

    [Fact]
    public void No_source_states_an_entry()
    {
        Assert.False(FactKinds.TryParse("membership", out _));
        var reading = FactReader.Read(
            """{ "kind": "membership", "customer": "a", "id": "m", "at": "2026-02-01", "segment": "big", "entered": true }"""u8, ZoneRules.Utc);
        Assert.Contains(reading.Errors, error => (error.Path, error.Code) == ("$.kind", "unknown-kind"));
    }
}
