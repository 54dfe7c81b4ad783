using System.Buffers;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Lifecycles;

public class StageMoveTests
{
    private static StageTransition Move(string id, string at, string? from, string to) => new(id, At(at), from, to);

    private static string? StageOn(string day, params Fact[] facts) => CustomerFacts.Fold("anna", facts).ProfileOn(Day(day), ZoneRules.Utc).Stage;

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-01", "new")]
    [InlineData("2026-04-01", "new")]
    [InlineData("2026-04-02", "dormant")]
    public void A_stage_holds_from_its_day_until_the_next(string day, string? stage) =>
        Assert.Equal(stage, StageOn(day, Move("a", "2026-01-01", null, "new"), Move("b", "2026-04-02", "new", "dormant")));

    [Theory]
    [InlineData("a", "b", "c")]
    [InlineData("c", "b", "a")]
    [InlineData("b", "c", "a")]
    public void Of_several_moves_of_one_day_the_end_of_their_chain_holds_whatever_their_ids(string first, string second, string third)
    {
        Assert.Equal("new", StageOn("2026-04-02", Move(first, "2026-04-02", null, "new"), Move(second, "2026-04-02", "new", "dormant"),
            Move(third, "2026-04-02", "dormant", "new")));
        Assert.Equal("lost", StageOn("2026-04-02", Move("0", "2026-01-01", null, "new"), Move(first, "2026-04-02", "new", "dormant"),
            Move(second, "2026-04-02", "dormant", "lost")));
    }

    [Fact]
    public void Nobody_joins_by_a_move() =>
        Assert.Equal(At("2026-02-01T10:00:00Z"),
            CustomerFacts.Fold("anna", [Move("m", "2026-02-01", null, "new"), Bought("b", "2026-02-01T10:00:00Z", 1m)]).JoinedAt);

    [Fact]
    public void A_duplicates_moves_do_not_count_for_the_survivor()
    {
        Assert.False(DuplicateFacts.Counts(Move("m", "2026-02-01", null, "new")));
        Assert.True(DuplicateFacts.Counts(Bought("b", "2026-02-01", 1m)));
    }

    [Fact]
    public void A_group_judged_as_one_is_in_the_stage_of_its_head()
    {
        CustomerDescription Of(string id, string at) => Customer(at, id: id) with { Group = "acme" };
        var head = CustomerFacts.Fold("head", [Of("h", "2026-01-01"), Move("a", "2026-01-01", null, "growing")]);
        var other = CustomerFacts.Fold(
            "other", [Of("o", "2026-01-02"), Move("b", "2026-01-02", null, "new"), Move("c", "2026-02-01", "new", "dormant")]);
        var group = new CompanyGroups([KnownFacts.OfOwn(head), KnownFacts.OfOwn(other)]);

        Assert.Equal("growing", group.On("other", Day("2026-02-28"), ZoneRules.Utc).Own.ProfileOn(Day("2026-02-28"), ZoneRules.Utc).Stage);
    }

    [Fact]
    public void A_standard_that_names_stages_is_interested_in_every_move_and_no_other_is()
    {
        Assert.True(new FactInterest([], profile: false, segments: [], stages: true).Covers(Move("m", "2026-02-01", "new", "lost")));
        Assert.False(new FactInterest([], profile: true, segments: ["new"]).Covers(Move("m", "2026-02-01", "new", "lost")));
        Assert.False(new FactInterest([], profile: false, segments: [], stages: true).Covers(Customer("2026-02-01")));
    }

    [Fact]
    public void A_move_is_kept_as_it_is()
    {
        var bytes = new ArrayBufferWriter<byte>();
        Fact[] moves = [Move("11111111-1111-8111-8111-111111111111", "2026-02-01", null, "new"), Move("b", "2026-03-01", "new", "流失")];
        foreach (var move in moves) FactCodec.Write(move, bytes);

        Assert.Equal(moves, FactCodec.ReadAll(bytes.WrittenSpan));
    }

    [Fact]
    public void No_source_states_a_move()
    {
        Assert.False(FactKinds.TryParse("stage-move", out _));
        var reading = FactReader.Read("""{ "kind": "stage-move", "customer": "a", "id": "m", "at": "2026-02-01", "to": "new" }"""u8, ZoneRules.Utc);
        Assert.Contains(reading.Errors, error => (error.Path, error.Code) == ("$.kind", "unknown-kind"));
    }
}
