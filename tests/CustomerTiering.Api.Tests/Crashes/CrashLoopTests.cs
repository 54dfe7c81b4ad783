using Xunit.Abstractions;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>The product under kills, with returns, corrections and merges; the long form is <c>tests/crash-loop.sh product N</c>.</summary>
public sealed class CrashLoopTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Three_kills_lose_nothing_acknowledged_and_every_tier_is_that_of_its_facts()
    {
        var report = await new CrashLoop(seed: 3, TextWriter.Null) { Families = 6, Assesses = false }.RunAsync(3);
        foreach (var found in report.Found) output.WriteLine(found);

        Assert.Empty(report.Found);
        Assert.Equal(3, report.Kills.Values.Sum());
        Assert.True(report.Writers.Facts.Count > 50, $"Only {report.Writers.Facts.Count} facts were acknowledged: that is no load.");
        Assert.Contains(report.Writers.Merges, one => one.StartsWith("merges", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Followers_that_take_for_done_what_they_have_not_seen_are_found()
    {
        var report = await new CrashLoop(seed: 1, TextWriter.Null) { Assesses = false, FollowersForget = true, Victims = [Victim.Host] }.RunAsync(1);

        Assert.Contains(report.Found, found => found.Contains(", on paper ", StringComparison.Ordinal));
    }
}
