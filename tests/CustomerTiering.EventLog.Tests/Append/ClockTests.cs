using System.Text;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Tests.Append;

public sealed class ClockTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    [Fact]
    public async Task A_clock_that_goes_back_does_not_take_recorded_times_back()
    {
        var tenant = await database.TenantAsync();
        var clock = new SetClock { Now = Given.Noon };
        await using var writer = new LogWriter(database.Runtime, clock);
        await writer.AppendAsync(Given.Request(tenant, "a", 0));
        clock.Now = Given.Noon.AddHours(-1);
        await writer.AppendAsync(Given.Request(tenant, "b", 0));
        clock.Now = Given.Noon.AddHours(1);
        await writer.AppendAsync(Given.Request(tenant, "c", 0));

        Assert.Equal([Given.Noon, Given.Noon, Given.Noon.AddHours(1)], await RecordedAsync(tenant));
    }

    [Fact]
    public async Task A_writer_whose_clock_stands_behind_anothers_stamps_again_under_the_lock()
    {
        var tenant = await database.TenantAsync();
        await using var ahead = new LogWriter(database.Runtime, new SetClock { Now = Given.Noon });
        await using var behind = new LogWriter(database.Runtime, new SetClock { Now = Given.Noon.AddHours(-1) });
        await ahead.AppendAsync(Given.Request(tenant, "a", 0));

        Assert.Equal(Given.Noon, Assert.IsType<AppendOutcome.Appended>(await behind.AppendAsync(Given.Request(tenant, "b", 0))).Recorded);

        Assert.Equal([Given.Noon, Given.Noon], await RecordedAsync(tenant));
        Assert.IsType<AppendOutcome.Conflict>(await behind.AppendAsync(Given.Request(tenant, "b", 0)));
    }

    [Fact]
    public async Task A_bulk_append_does_not_take_recorded_times_back_either()
    {
        var tenant = await database.TenantAsync();
        await using var ahead = new LogWriter(database.Runtime, new SetClock { Now = Given.Noon });
        await using var behind = new LogWriter(database.Runtime, new SetClock { Now = Given.Noon.AddHours(-1) });
        await ahead.AppendAsync(Given.Request(tenant, "a", 0));
        await behind.AppendBulkAsync(tenant, [Given.Request(tenant, "b", 0)]);

        Assert.Equal([Given.Noon, Given.Noon], await RecordedAsync(tenant));
    }

    /// <summary>The recorded times of the rows, each the same as in its leaf.</summary>
    private async Task<List<DateTimeOffset>> RecordedAsync(TenantId tenant)
    {
        var events = await new LogReader(database.Source).AllAsync(tenant);
        foreach (var item in events)
            Assert.Contains(
                $"\"recorded\":\"{item.Recorded:yyyy-MM-ddTHH:mm:ss.ffffff}Z\"", Encoding.UTF8.GetString(item.Leaf.Span), StringComparison.Ordinal);
        return [.. events.Select(item => item.Recorded)];
    }

    private sealed class SetClock : TimeProvider
    {
        internal DateTimeOffset Now { get; set; }

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
