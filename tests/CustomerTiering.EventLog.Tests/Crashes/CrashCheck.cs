using System.Security.Cryptography;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Tests.Projections;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Crashes;

/// <summary>
/// Looks at a log and its read models after a crash, from where it looked last. What it finds is told in words; nothing found is an empty list.
/// </summary>
internal sealed class CrashCheck(NpgsqlDataSource source, TenantId tenant)
{
    private readonly Dictionary<string, int> _versions = [];
    private readonly Dictionary<Guid, int> _events = [];
    private readonly List<(Guid? Subject, byte[] Hash)> _log = [];

    internal int Events => _log.Count;

    /// <summary>
    /// Checks what is new in the log, and then everything that was acknowledged before the log was read, and the rows of both projections.
    /// </summary>
    internal async Task<List<string>> FindAsync(IReadOnlyCollection<Guid> acknowledged)
    {
        var found = new List<string>();
        // The rows before the log: so that it reaches at least as far as they do, though the writers write on.
        var (spending, diary) = (await RowsAsync(new Spending()), await RowsAsync(new Diary()));
        var reader = new LogReader(source);
        if (_log.Count > 0)
        {
            var last = await reader.NextAsync(tenant, _log.Count - 1, batch: 1);
            if (last.Count == 0 || !last[0].LeafHash.Span.SequenceEqual(_log[^1].Hash))
                found.Add($"Position {_log.Count} was there before and is not now.");
        }
        await foreach (var batch in reader.ReadAsync(tenant, _log.Count))
            foreach (var recorded in batch) Take(recorded, found);
        foreach (var id in acknowledged)
            if (!_events.ContainsKey(id)) found.Add($"{id} was acknowledged and is lost.");
        foreach (var (id, count) in _events)
            if (count != new CrashCommand(id).Events) found.Add($"{id} has {count} events, not {new CrashCommand(id).Events}.");
        Compare(spending, diary, found);
        return found;
    }

    private void Take(RecordedEvent recorded, List<string> found)
    {
        if (!SHA256.HashData([0, .. recorded.Leaf.Span]).AsSpan().SequenceEqual(recorded.LeafHash.Span))
            found.Add($"Position {recorded.Position} has another hash.");
        _log.Add((recorded.Subject, recorded.LeafHash.ToArray()));
        if (recorded.Position != _log.Count) found.Add($"Position {_log.Count} is missing.");
        var version = _versions[recorded.Stream.Value] = _versions.GetValueOrDefault(recorded.Stream.Value) + 1;
        if (recorded.Version != version)
            found.Add($"Position {recorded.Position} has version {recorded.Version} of {recorded.Stream}, not {version}.");
        var command = CrashCommand.Of(recorded.Data).Id;
        _events[command] = _events.GetValueOrDefault(command) + 1;
    }

    /// <summary>The rows must be the fold of the log up to the position that they say they have reached, whatever that is.</summary>
    private void Compare(
        ReadAnswer<IReadOnlyList<KeyValuePair<string, Spent>>> spending, ReadAnswer<IReadOnlyList<KeyValuePair<string, List<long>>>> diary,
        List<string> found)
    {
        if (!Same(Expected(spending.Position), spending.Value)) found.Add($"Spending is not the fold of the log at {spending.Position}.");
        var positions = diary.Value.ToDictionary(row => row.Key, row => new Spent(row.Value.Count, row.Value.Sum()));
        if (!Same(Expected(diary.Position), positions)) found.Add($"Diary is not the fold of the log at {diary.Position}.");
    }

    private Task<ReadAnswer<IReadOnlyList<KeyValuePair<string, TView>>>> RowsAsync<TView>(Projection<TView> projection)
        where TView : class =>
        new ReadModels(source).QueryAsync(
            tenant, projection.Name, $"select key, view from {projection.Table} where tenant_id = @tenant and generation = @generation",
            new Dictionary<string, object>(), row => KeyValuePair.Create(row.GetString(0), projection.Read(row.GetFieldValue<byte[]>(1))), default);

    private Dictionary<string, Spent> Expected(long upTo) =>
        _log.Take((int)upTo).Select((entry, index) => (entry.Subject, Position: index + 1L)).GroupBy(entry => entry.Subject)
            .ToDictionary(group => group.Key!.Value.ToString(), group => new Spent(group.Count(), group.Sum(entry => entry.Position)));

    private static bool Same(Dictionary<string, Spent> expected, IEnumerable<KeyValuePair<string, Spent>> rows) =>
        rows.ToDictionary() is var actual && actual.Count == expected.Count && !actual.Except(expected).Any();
}
