namespace CustomerTiering.EventLog.Tests;

public sealed class LogSourceTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    [Theory]
    [InlineData("jit", "off")]
    [InlineData("plan_cache_mode", "force_custom_plan")]
    public async Task Readers_plan_for_the_values_of_each_time_and_compile_nothing(string setting, string expected)
    {
        await using var source = LogSource.Create(database.Runtime);

        Assert.Equal(expected, await source.ScalarAsync<string>($"show {setting}"));
    }
}
