namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>
/// Two names of customers who are found to be one from time to time, with what was acknowledged of them. Several writers record facts of them at the
/// same time; a merge or separation has them alone, so that nothing is on its way to a customer of whom it is not known yet who that is.
/// </summary>
internal sealed class Family(int number, CrashLadders ladders)
{
    private const int Writers = 64;
    private static readonly int[] Amounts = [50, 100, 199, 200, 450, 700, 1000, 2500];
    private readonly SemaphoreSlim _places = new(Writers);
    private readonly Lock _lock = new();
    private readonly List<Bought> _purchases = [];
    private readonly List<GivenBack> _returns = [];
    private int _facts;

    internal IReadOnlyList<string> Names { get; } = [$"f{number}a", $"f{number}b"];

    /// <summary>Whom the names led to at first: the two customers.</summary>
    internal IReadOnlyList<Guid> Customers { get; set; } = [];

    /// <summary>The survivor and the duplicate while the two are one; null while they are two.</summary>
    internal (Guid Survivor, Guid Duplicate)? Merged { get; set; }

    /// <summary>The first fact of each: since before the ladders began.</summary>
    internal IEnumerable<CrashCommand> Begin() => Names.Select(name =>
        CrashCommand.Fact("/customers/facts", "customer", NewId(),
            $"\"customer\":\"{name}\",\"at\":\"{ladders.From.AddDays(-1):yyyy-MM-dd}T08:00:00Z\",\"type\":\"person\""));

    /// <summary>A line under the first name, whichever it is under.</summary>
    internal string AsOne(string line) => line.Replace($"\"customer\":\"{Names[1]}\"", $"\"customer\":\"{Names[0]}\"", StringComparison.Ordinal);

    internal async Task<T> AmongOthersAsync<T>(Func<Task<T>> act)
    {
        await _places.WaitAsync();
        try
        {
            return await act();
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>By one caller at a time in all.</summary>
    internal async Task AloneAsync(Func<Task> act)
    {
        for (var n = 0; n < Writers; n++) await _places.WaitAsync();
        await act();
        _places.Release(Writers);
    }

    /// <summary>A fact that one of the two could state next, and what is to be done once it was answered: null is a refusal.</summary>
    internal (CrashCommand Command, Action<Taken?> Answered) Next(Random random, DateTimeOffset now)
    {
        lock (_lock)
        {
            var name = Names[random.Next(2)];
            // Whose name leads to another now finds nothing there that it could return: what was bought before the merge goes back when that is taken
            // back.
            var bought = _purchases.Where(one => one.Name == name && one.Owner == Led(name) && !one.Busy).ToList();
            if (bought.Count < 3) return Buy(name, random, now);
            var (one, other) = (bought[random.Next(bought.Count)], bought[random.Next(bought.Count)]);
            return random.Next(12) switch
            {
                < 4 => Buy(name, random, now),
                < 7 => GiveBack(one, random, now),
                7 => GiveBackWithoutOf(name, random, now),
                8 => Exclusively(one, one.Cancelled ? "reinstatement" : "cancellation", now),
                9 when one.Lines is null => Correct(one, "purchase", one.Id, $"\"amount\":\"{Amounts[random.Next(Amounts.Length)]}\"", now),
                _ when _returns.LastOrDefault(back => back.Name == name && back.Owner == one.Owner) is { } back
                    && other.At < back.At && other.Lines is null =>
                    Correct(one, "return", back.Id, random.Next(4) == 0 ? "\"of\":null" : $"\"of\":\"{other.Id}\"", now),
                _ => Buy(name, random, now),
            };
        }
    }

    private (CrashCommand, Action<Taken?>) Buy(string name, Random random, DateTimeOffset now)
    {
        var (id, at, pans) = (NewId(), At(DateTimeOffset.MinValue, 8, random, now), random.Next(4) == 0 ? random.Next(1, 4) : (int?)null);
        var worth = pans is { } quantity
            ? $"\"lines\":[{{\"product\":\"pan\",\"category\":\"kitchen\",\"quantity\":{quantity},\"unitPrice\":\"100\"}}]"
                : $"\"amount\":\"{Amounts[random.Next(Amounts.Length)]}\"";
        return (CrashCommand.Fact("/purchases", "purchase", id, $"\"customer\":\"{name}\",{When(at)},\"currency\":\"CNY\",{worth}"), taken =>
        {
            lock (_lock)
            {
                if (taken is { Customer: var owner }) _purchases.Add(new(name, id, at, owner, pans));
            }
        }
        );
    }

    private (CrashCommand, Action<Taken?>) GiveBack(Bought of, Random random, DateTimeOffset now)
    {
        var worth = of.Lines is null || random.Next(2) == 0
            ? $"\"amount\":\"{Amounts[random.Next(3)]}\"" : "\"lines\":[{\"product\":\"pan\",\"quantity\":1,\"unitPrice\":\"100\"}]";
        return Return(of.Name, $"{worth},\"of\":\"{of.Id}\"", At(of.At, 16, random, now));
    }

    private (CrashCommand, Action<Taken?>) GiveBackWithoutOf(string name, Random random, DateTimeOffset now) =>
        Return(name, $"\"amount\":\"{Amounts[random.Next(4)]}\"", At(DateTimeOffset.MinValue, 16, random, now));

    private (CrashCommand, Action<Taken?>) Return(string name, string members, DateTimeOffset at)
    {
        var id = NewId();
        return (CrashCommand.Fact("/returns", "return", id, $"\"customer\":\"{name}\",{When(at)},\"currency\":\"CNY\",{members}"), taken =>
        {
            lock (_lock)
            {
                if (taken is { Customer: var owner }) _returns.Add(new(name, id, at, owner));
            }
        }
        );
    }

    /// <summary>
    /// By one writer at a time, so that the instants of a purchase's cancellations and reinstatements have the order in which they are recorded.
    /// </summary>
    private (CrashCommand, Action<Taken?>) Exclusively(Bought of, string kind, DateTimeOffset now)
    {
        of.Busy = true;
        return (CrashCommand.Fact($"/{kind}s", kind, NewId(), $"\"customer\":\"{of.Name}\",{When(now)},\"of\":\"{of.Id}\""), taken =>
        {
            lock (_lock)
            {
                of.Busy = false;
                if (taken is not null) of.Cancelled = !of.Cancelled;
            }
        }
        );
    }

    private (CrashCommand, Action<Taken?>) Correct(Bought of, string kind, string id, string replaces, DateTimeOffset now) => (
        CrashCommand.Fact("/corrections", "correction", NewId(),
            $"\"customer\":\"{of.Name}\",{When(now)},\"ofKind\":\"{kind}\",\"of\":\"{id}\",\"replaces\":{{{replaces}}}"), _ => { }
    );

    /// <summary>Whom a name leads to.</summary>
    private Guid Led(string name) => Merged?.Survivor ?? Customers[Names[0] == name ? 0 : 1];

    /// <summary>Now, or an hour of one of the days behind, not before another fact.</summary>
    private DateTimeOffset At(DateTimeOffset after, int hour, Random random, DateTimeOffset now)
    {
        var days = ladders.Days.Select(day => new DateTimeOffset(day.ToDateTime(new(hour + random.Next(4), random.Next(60))), TimeSpan.Zero))
            .Where(at => at > after).ToList();
        return days.Count == 0 || random.Next(3) == 0 ? now : days[random.Next(days.Count)];
    }

    private static string When(DateTimeOffset at) => $"\"at\":\"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.ffffff}Z\"";

    private string NewId() => $"{number}-{Interlocked.Increment(ref _facts)}";

    private sealed record Bought(string Name, string Id, DateTimeOffset At, Guid Owner, int? Lines)
    {
        internal bool Busy { get; set; }

        internal bool Cancelled { get; set; }
    }

    private sealed record GivenBack(string Name, string Id, DateTimeOffset At, Guid Owner);
}
