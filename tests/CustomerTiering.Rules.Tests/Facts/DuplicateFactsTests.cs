using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts;

public sealed class DuplicateFactsTests
{
    [Fact]
    public void What_happened_counts_for_the_survivor_and_what_was_stated_of_the_duplicate_does_not()
    {
        Fact[] facts = [Customer("2026-01-01", ["vip"]), Bought("a", "2026-01-02", 1), new Membership("e", At("2026-01-02"), "big", true),
            Corrected("k", "2026-02-01", Bought("a", "2026-01-02", 2))];
        Assert.Equal([facts[1], facts[3]], facts.Where(DuplicateFacts.Counts));
    }

    [Fact]
    public void Of_those_who_are_one_the_earliest_joining_holds()
    {
        var own = (Fact[])[Customer("2026-01-05"), Bought("a", "2026-01-06", 1)];
        var others = (Fact[])[Customer("2026-01-03", id: "d"), Bought("b", "2026-01-02", 1)];
        Instant?[] joined = [DuplicateFacts.JoinedAt(own), DuplicateFacts.JoinedAt(others)];
        var facts = CustomerFacts.Fold("anna", own.Concat(others.Where(DuplicateFacts.Counts)), joinedTogetherAt: joined.Min());

        Assert.Equal(Day("2026-01-03"), facts.Joined(ZoneRules.Utc));
        Assert.Equal(Day("2026-01-03"), facts.Through(Day("2026-01-05"), ZoneRules.Utc).Joined(ZoneRules.Utc));
        Assert.Equal(At("2026-01-03"), facts.JoinedTogetherAt);
        Assert.Equal(["b", "c", "a"], facts.Facts.Select(fact => fact.Id));
        Assert.Null(CustomerFacts.Fold("anna", own).JoinedTogetherAt);
    }

    [Fact]
    public void Neither_corrections_nor_memberships_let_join()
    {
        Assert.Equal(
            At("2026-01-06"),
            DuplicateFacts.JoinedAt([new Membership("e", At("2026-01-02"), "big", true), Corrected("k", "2026-01-01", Bought("a", "2025-12-01", 1)),
                Bought("a", "2026-01-06", 1)]));
        Assert.Null(DuplicateFacts.JoinedAt([]));
    }
}
