using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>
/// Those whom the server serves, over all of its lives: writers of facts, and one who merges customers, takes merges back and asks for assessments.
/// Each sends a command again, under the same key, until it is answered; what was acknowledged is kept.
/// </summary>
internal sealed class CrashWriters(CrashCompany company, IReadOnlyList<Family> families, CrashLadders ladders, int seed)
{
    /// <summary>Who records the facts.</summary>
    internal const string Shop = "shop";

    private const int Writers = 8;
    private readonly HttpClient _shop = company.Client(Shop, Roles.Recorder);
    private readonly HttpClient _agent = company.Client("ada", Roles.Agent);
    private readonly HttpClient _operator = company.Client("olga", Roles.Operator);
    private readonly CancellationTokenSource _abandoned = new();
    private volatile bool _stopped;
    private Task _running = Task.CompletedTask;
    private int _rounds;
    private int _keys;

    /// <summary>The facts acknowledged, by their events.</summary>
    internal ConcurrentDictionary<Guid, (CrashCommand Command, Guid Customer)> Facts { get; } = [];

    /// <summary>Merges and separations acknowledged, as <c>merges SURVIVOR DUPLICATE</c>, in the order in which they were.</summary>
    internal ConcurrentQueue<string> Merges { get; } = [];

    /// <summary>Assessments acknowledged.</summary>
    internal ConcurrentDictionary<Guid, bool> Assessments { get; } = [];

    /// <summary>Refusals by their codes: they break rules, and say so.</summary>
    internal ConcurrentDictionary<string, int> Refused { get; } = [];

    /// <summary>Answers that nobody should get.</summary>
    internal ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>How often a command was sent again.</summary>
    internal int Repeated;

    internal bool Assesses { get; init; }

    internal int Acknowledged => Facts.Count + Merges.Count + Assessments.Count;

    /// <summary>Registers everybody.</summary>
    internal async Task BeginAsync()
    {
        foreach (var family in families)
        {
            var customers = new List<Guid>();
            foreach (var command in family.Begin()) customers.Add((await RecordAsync(command))!.Value.Customer);
            family.Customers = customers;
        }
    }

    internal void Start()
    {
        _stopped = false;
        var round = ++_rounds;
        _running = Task.WhenAll(
            [ArrangeAsync(new(seed + (100 * round))), .. Enumerable.Range(1, Writers).Select(n => WriteAsync(new(seed + (100 * round) + n)))]);
    }

    /// <summary>Lets each finish what it is doing: what was sent is answered then.</summary>
    internal Task StopAsync()
    {
        _stopped = true;
        return _running;
    }

    /// <summary>Ends all that is under way, answered or not; where something is wrong nobody may ever answer.</summary>
    internal async Task AbandonAsync()
    {
        await _abandoned.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>An assessment of everything since the ladders began.</summary>
    internal async Task<Guid> AssessAsync(DateOnly today)
    {
        var answer = await UntilAnsweredAsync(
            _operator, new("/assessments", $$"""{"from":"{{ladders.From:yyyy-MM-dd}}","to":"{{today:yyyy-MM-dd}}"}""", NewKey("assessment")));
        var run = answer!.Value.GetProperty("id").GetGuid();
        Assessments[run] = true;
        return run;
    }

    private async Task WriteAsync(Random random)
    {
        await Task.Yield();
        while (!_stopped)
        {
            var family = families[random.Next(families.Count)];
            await family.AmongOthersAsync(async () =>
            {
                var (command, answered) = family.Next(random, TimeProvider.System.GetUtcNow());
                answered(await RecordAsync(command));
                return true;
            });
            await Task.Delay(random.Next(20));
        }
    }

    private async Task ArrangeAsync(Random random)
    {
        await Task.Yield();
        while (!_stopped)
        {
            var family = families[random.Next(families.Count)];
            if (Assesses && random.Next(6) == 0) await AssessAsync(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
            else await family.AloneAsync(() => family.Merged is null ? MergeAsync(family, random.Next(2)) : SeparateAsync(family));
            await Task.Delay(random.Next(100));
        }
    }

    private async Task MergeAsync(Family family, int survivor)
    {
        var pair = (family.Customers[survivor], family.Customers[1 - survivor]);
        if (await JoinedAsync("merges", pair)) family.Merged = pair;
    }

    private async Task SeparateAsync(Family family)
    {
        if (await JoinedAsync("separations", family.Merged!.Value)) family.Merged = null;
    }

    private async Task<bool> JoinedAsync(string what, (Guid Survivor, Guid Duplicate) pair)
    {
        var command = new CrashCommand(
            $"/customers/{pair.Survivor:D}/{what}", $$"""{"duplicate":"{{pair.Duplicate:D}}","reason":"the same address"}""", NewKey(what));
        if (await UntilAnsweredAsync(_agent, command) is null) return false;
        Merges.Enqueue($"{what} {pair.Survivor:D} {pair.Duplicate:D}");
        return true;
    }

    private async Task<Taken?> RecordAsync(CrashCommand command)
    {
        if (await UntilAnsweredAsync(_shop, command) is not { } answer) return null;
        var taken = new Taken(answer.GetProperty("id").GetGuid(), answer.GetProperty("customer").GetGuid());
        Facts[taken.Id] = (command, taken.Customer);
        return taken;
    }

    private string NewKey(string what) => $"{what}-{Interlocked.Increment(ref _keys)}";

    /// <summary>The answer; null for a refusal.</summary>
    private async Task<JsonElement?> UntilAnsweredAsync(HttpClient client, CrashCommand command)
    {
        for (var attempt = 1; ; attempt++)
        {
            _abandoned.Token.ThrowIfCancellationRequested();
            if (attempt > 1) Interlocked.Increment(ref Repeated);
            try
            {
                using var answer = await client.PostAsync(command.Path, command.Body, command.Key);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode) return JsonDocument.Parse(text).RootElement;
                if (answer.StatusCode == HttpStatusCode.InternalServerError) Faults.Enqueue($"{command.Path} {command.Body}: {text}");
                if ((int)answer.StatusCode < 500) return Refuse(JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!);
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
            {
                // The server is down, or ended while it answered: ask again.
            }
            await Task.Delay(50);
        }
    }

    private JsonElement? Refuse(string code)
    {
        Refused.AddOrUpdate(code, 1, (_, times) => times + 1);
        return null;
    }
}
