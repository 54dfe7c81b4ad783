using CustomerTiering.Events;
using CustomerTiering.Http;

namespace CustomerTiering.Tests.Events;

public sealed class ContentionTests
{
    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    public async Task One_item_is_settled_in_at_most_four_attempts(int neededAttempts, bool settled)
    {
        var attempts = 0;

        var found = await Contention.SettleAsync(() => Task.FromResult(++attempts >= neededAttempts ? "done" : null));

        Assert.Equal(settled ? "done" : null, found);
        Assert.Equal(Math.Min(neededAttempts, 4), attempts);
    }

    [Fact]
    public async Task Of_many_items_only_those_that_lost_are_tried_again_and_what_loses_four_times_is_returned()
    {
        var attempts = new List<(string Open, bool IsFirst)>();

        // Each number is settled at the attempt that it names.
        var lost = await Contention.SettleAsync([1, 2, 4, 5], (open, isFirst) =>
        {
            attempts.Add((string.Join(' ', open), isFirst));
            return Task.FromResult<IReadOnlyList<int>>([.. open.Where(number => number > attempts.Count)]);
        });

        Assert.Equal([("1 2 4 5", true), ("2 4 5", false), ("4 5", false), ("4 5", false)], attempts);
        Assert.Equal([5], lost);
    }

    [Fact]
    public async Task Nothing_is_attempted_for_no_items()
    {
        var attempted = false;

        var lost = await Contention.SettleAsync<int>([], (open, _) =>
        {
            attempted = true;
            return Task.FromResult(open);
        });

        Assert.Empty(lost);
        Assert.False(attempted);
    }

    [Theory]
    [InlineData(4, 4, null)]
    [InlineData(5, 4, "changed-meanwhile")]
    public async Task A_command_is_repeated_while_it_loses(int neededAttempts, int attempted, string? code)
    {
        var attempts = 0;

        var result = await Contention.SettleAsync(() => Task.FromResult<Result<string>>(++attempts >= neededAttempts ? "done" : Contention.Problem));

        Assert.Equal((attempted, code), (attempts, result.Problem?.Code));
    }

    [Fact]
    public async Task A_command_that_is_refused_for_another_reason_is_not_repeated()
    {
        var attempts = 0;

        var result = await Contention.SettleAsync(() =>
        {
            attempts++;
            return Task.FromResult<Result<string>>(Problem.NotFound("customer"));
        });

        Assert.Equal((1, "not-found"), (attempts, result.Problem?.Code));
    }
}
