using System.Text.Json;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Trials;
using static CustomerTiering.Tests.Trials.TriedLadder;

namespace CustomerTiering.Tests.Trials;

public sealed class TrialTests
{
    private static readonly StoredCustomers All = new();

    [Fact]
    public void Doubled_thresholds_show_the_falls_and_cost_less()
    {
        var draft = TrialSum.Of([Piece(Text(2), All.Of(1, 2, 3))]).Drafts[0];

        Assert.Equal(["gold silver 1", "ordinary ordinary 1", "silver ordinary 1"], Lines(draft.Days[^1].Matrix));
        Assert.Equal([("gold", 1), ("ordinary", 1), ("silver", 1)], draft.Days[^1].InForce.Select(count => (count.Tier!, count.Customers)));
        Assert.Equal([("ordinary", 2), ("silver", 1)], draft.Days[^1].Draft.Select(count => (count.Tier!, count.Customers)));
        Assert.Equal((0, 2, 0), (draft.Movers.Up, draft.Movers.Down, draft.Movers.Other));
        Assert.Equal([(Customer(2), "silver", "ordinary"), (Customer(3), "gold", "silver")],
            draft.Movers.Listed.Select(mover => (mover.Customer, mover.From, mover.To)));
        // In force: silver from 1 March (306 of 366 days of 120), gold from 1 July (six months of 100). Under the draft only silver from 1 July (184
        // of 366 days).
        Assert.Equal([("CNY", 700.33m, 60.33m)], draft.Costs.Select(cost => (cost.Currency, cost.InForce, cost.Draft)));
    }

    [Fact]
    public void The_criteria_that_make_the_difference_are_named_with_what_was_found()
    {
        var mover = TrialSum.Of([Piece(Text(2), All.Of(2))]).Drafts[0].Movers.Listed[0];

        Assert.Equal(("silver", "qualify", "metric spend", "at least 2000", "1000", "not"), Reason(Assert.Single(mover.Because)));
    }

    [Fact]
    public void A_mover_names_what_did_not_count_for_want_of_a_rate()
    {
        var dollars = Buys("2024-05-01", 20m) with { Id = "usd", Currency = "USD" };
        var movers = TrialSum.Of([Piece(Text(2), [.. All.Of(2), Known(9, Buys("2024-03-01", 1000m), dollars)])]).Drafts[0].Movers.Listed;

        Assert.Equal([null, "USD 1 20"], movers.Select(mover => mover.Uncounted is [var one] ? $"{one.Currency} {one.Facts} {one.Sum:0.##}" : null));
    }

    [Fact]
    public void Of_a_rise_what_gives_the_tier_is_named()
    {
        var draft = Text(silver: """
            "qualify": { "all": [ { "any": [ { "metric": "spend", "atLeast": 9000 }, { "metric": "orders", "atLeast": 1 } ] }, { "not": { "metric": "complaints", "atLeast": 3 } } ] }
            """);

        var mover = TrialSum.Of([Piece(draft, All.Of(1))]).Drafts[0].Movers.Listed[0];

        Assert.Equal(("ordinary", "silver"), (mover.From, mover.To));
        Assert.Equal([("metric orders", "1", "met"), ("metric complaints", "0", "not")],
            mover.Because.Select(reason => (reason.Subject, reason.Actual, reason.Verdict)));
    }

    [Fact]
    public void A_threshold_moved_by_a_cent_moves_only_who_stands_on_it()
    {
        static string[] Moved(string threshold) =>
            [.. TrialSum.Of([Piece(Text(silver: $$""" "qualify": { "metric": "spend", "atLeast": {{threshold}} } """), All.Of(1, 2, 3))]).Drafts[
                0].Movers.Listed.Select(mover => $"{mover.From} {mover.To}")];

        Assert.Empty(Moved("1000.00"));
        Assert.Equal(["silver ordinary"], Moved("1000.01"));
    }

    [Fact]
    public void From_start_to_end_counts_those_who_joined_later_as_from_none()
    {
        var draft = TrialSum.Of([Piece(Text(), All.Of(1, 2, 3))]).Drafts[0];

        Assert.Equal([" ordinary 1", "ordinary gold 1", "ordinary silver 1"], Lines(draft.StartToEnd));
    }

    [Fact]
    public void Warnings_that_would_be_sent_are_counted_and_named()
    {
        var warned = TrialSum.Of([Piece(Text(2), Known(4, Buys("2023-02-01", 2000m)), Known(5, Buys("2024-01-01", 2000m)))]).Drafts[0].Warnings;

        Assert.Equal((1, 1), (warned.Warnings, warned.Customers));
        Assert.Equal((Customer(4), new DateOnly(2024, 5, 31), "silver", "ordinary", new DateOnly(2024, 6, 30)),
            (warned.Listed[0].Customer, warned.Listed[0].AsOf, warned.Listed[0].Held, warned.Listed[0].Computed, warned.Listed[0].ValidUntil));
    }

    [Fact]
    public void Pieces_sum_to_what_the_whole_gives_byte_for_byte()
    {
        var whole = TrialSum.Of([Piece(Text(2), All.Of(1, 2, 3, 6))]);
        var pieces = TrialSum.Of([Stored(Piece(Text(2), All.Of(1, 2))), Stored(Piece(Text(2), All.Of(3))), Stored(Piece(Text(2), All.Of(6)))]);

        Assert.Equal(Canonical(whole), Canonical(pieces));
        Assert.Equal(1, pieces.Drafts[0].Failures.Customers);
        Assert.StartsWith($"{Customer(6):D}: ", pieces.Drafts[0].Failures.Listed.Single());
    }

    private static TrialResult Stored(TrialResult result) =>
        JsonSerializer.Deserialize<TrialResult>(JsonSerializer.SerializeToUtf8Bytes(result, EventJson.Options), EventJson.Options)!;

    private static string Canonical(TrialResult result) =>
        System.Text.Encoding.UTF8.GetString(CanonicalJson.Canonicalize(JsonSerializer.SerializeToUtf8Bytes(result, EventJson.Options)));

    private static IEnumerable<string> Lines(IReadOnlyList<TierMove> moves) => moves.Select(move => $"{move.From} {move.To} {move.Customers}");

    private static (string, string, string, string?, string?, string) Reason(MoverReason reason) =>
        (reason.Tier, reason.Rule, reason.Subject, reason.Required, reason.Actual, reason.Verdict);

    /// <summary>
    /// Customers who stay ordinary (1, from April on), rise to silver by the cent (2), to gold (3), and one whose purchases are too large to be
    /// summed (6).
    /// </summary>
    private sealed class StoredCustomers
    {
        private readonly Dictionary<int, CustomerTiering.Facts.StoredFacts> _all = new()
        {
            [1] = Known(1, Buys("2024-04-01", 999.99m)),
            [2] = Known(2, Buys("2023-12-31", 0m), Buys("2024-03-01", 1000m)),
            [3] = Known(3, Buys("2023-12-31", 0m), Buys("2024-07-01", 5000m)),
            [6] = Known(6, Buys("2024-05-05", 1_000_000_000_000_000m), Buys("2024-05-06", 1m)),
        };

        internal CustomerTiering.Facts.StoredFacts[] Of(params int[] numbers) => [.. numbers.Select(number => _all[number])];
    }
}
