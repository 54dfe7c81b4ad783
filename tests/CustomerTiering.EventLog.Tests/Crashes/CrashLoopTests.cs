namespace CustomerTiering.EventLog.Tests.Crashes;

public sealed class CrashLoopTests
{
    [Fact]
    public async Task Twenty_kills_lose_nothing_acknowledged_and_double_nothing()
    {
        var report = await new CrashLoop(seed: 20, TextWriter.Null).RunAsync(20);

        Assert.Empty(report.Found);
        Assert.Equal(20, report.Kills.Values.Sum());
        Assert.Equal(3, report.Kills.Count);
        Assert.True(report.Acknowledged > 500, $"Only {report.Acknowledged} commands were acknowledged: that is no load.");
    }

    [Fact]
    public async Task Writers_that_acknowledge_before_the_commit_are_found_to_lose()
    {
        var report = await new CrashLoop(seed: 1, TextWriter.Null) { AcknowledgesEarly = true, Victims = [Victim.Application] }.RunAsync(10);

        Assert.Contains(report.Found, found => found.EndsWith("was acknowledged and is lost.", StringComparison.Ordinal));
    }
}
