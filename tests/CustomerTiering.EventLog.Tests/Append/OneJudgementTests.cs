using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>
/// The rules stand twice, set-based in <c>judge.sql</c> and one by one for bulk appends. The same requests, drawn from few streams, ids and keys so
/// that they clash in every way, must get the same outcomes from both, and from a batch as from one call after the other.
/// </summary>
public sealed class OneJudgementTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    [Theory]
    [InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(5), InlineData(6)]
    public async Task Bulk_batch_and_single_appends_judge_alike(int seed)
    {
        await using var writer = new LogWriter(database.Runtime, TimeProvider.System);
        var (single, batch, bulk) = (await database.TenantAsync(), await database.TenantAsync(), await database.TenantAsync());

        var singles = new List<AppendOutcome>();
        foreach (var request in Requests(single, seed)) singles.Add(await writer.AppendAsync(request));
        Task<AppendOutcome>[] calls;
        await using (await HeldHead.TakeAsync(database.Source, batch))
        {
            calls = [.. Requests(batch, seed).Select(request => writer.AppendAsync(request))];
            await HeldHead.WaitersAsync(database.OwnerSource, 1);
        }
        var batched = await Task.WhenAll(calls);
        var bulked = await writer.AppendBulkAsync(bulk, Requests(bulk, seed));

        Assert.Equal(singles.Select(Shape), bulked.Select(Shape));
        Assert.Equal(await ContentAsync(single), await ContentAsync(bulk));
        Assert.True(singles.Select(outcome => outcome.GetType()).Distinct().Count() >= 6, "The requests do not clash in enough ways.");
        // A batch may let pass whoever depends on nobody before one who waits: positions may differ, and with them nothing else.
        Assert.Equal(singles.Select(outcome => outcome.GetType()), batched.Select(outcome => outcome.GetType()));
        Assert.Equal((await ContentAsync(single)).Select(item => item.ToString()).Order(),
            (await ContentAsync(batch)).Select(item => item.ToString()).Order());
    }

    private static List<AppendRequest> Requests(TenantId tenant, int seed)
    {
        var random = new Random(seed);
        var versions = new int[20];
        var requests = new List<AppendRequest>();
        for (var i = 0; i < 120; i++)
        {
            var streams = Enumerable.Range(0, versions.Length).OrderBy(_ => random.Next()).Take(random.Next(1, 3)).Order().ToList();
            var appends = streams.Select((stream, nth) => Append(random, i, nth, stream, versions[stream])).ToArray();
            var request = Given.Request(tenant, appends);
            if (random.Next(0, 6) == 0) request = request with { Idempotency = Given.Key($"{random.Next(0, 8)}", $"{random.Next(0, 2)}") };
            requests.Add(request);
            foreach (var stream in streams) versions[stream] += appends[streams.IndexOf(stream)].Events.Count;
        }
        return requests;
    }

    private static StreamAppend Append(Random random, int request, int nth, int stream, int version)
    {
        // One event in six takes an id out of few, which others take too; the rest have ids of their own.
        var events = Enumerable.Range(0, random.Next(0, 3)).Select(
            i => Given.Event(Id(random.Next(0, 6) == 0 ? (nth * 2) + i + (4 * random.Next(0, 5)) : 1_000 + (request * 10) + (nth * 2) + i),
                $"{random.Next(0, 2)}"));
        int? expected = random.Next(0, 2) == 0 ? null : version;
        return Given.Stream($"stream/{stream}", expected, [.. events]) with { Closes = request > 60 && random.Next(0, 10) == 0 };
    }

    private static Guid Id(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    private static string Shape(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.Appended appended => $"appended {appended.FirstPosition} {appended.Count}",
        AppendOutcome.Replayed replayed => $"replayed {replayed.FirstPosition} {replayed.Count}",
        _ => outcome.ToString(),
    };

    private async Task<List<(string Stream, int Version, Guid Id)>> ContentAsync(TenantId tenant) =>
        [.. (await new LogReader(database.Source).AllAsync(tenant)).Select(item => (item.Stream.Value, item.Version, item.Id))];
}
