using System.Security.Cryptography;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Persons;
using CustomerTiering.Tiering;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>Reads on in a company's log, each time from where it read last.</summary>
internal sealed class LogWatch(CrashCompany company)
{
    private readonly Dictionary<string, int> _versions = [];
    private readonly Dictionary<string, DecisionChain> _chains = [];
    private byte[] _last = [];

    /// <summary>What is wrong.</summary>
    internal List<string> Found { get; } = [];

    internal long Position { get; private set; }

    /// <summary>Where each fact of the writers is.</summary>
    internal Dictionary<Guid, long> Facts { get; } = [];

    /// <summary>Merges and separations as <see cref="CrashWriters.Merges"/> tells them, in the order of the log.</summary>
    internal List<string> Merges { get; } = [];

    internal int Decisions { get; private set; }

    internal int Superseding { get; private set; }

    internal async Task ReadAsync()
    {
        var reader = company.Services.GetRequiredService<LogReader>();
        if (Position > 0 && !await HoldsLastAsync(reader)) Found.Add($"Position {Position} was there before and is not now.");
        await foreach (var batch in reader.ReadAsync(company.Tenant, Position))
            foreach (var recorded in batch) Take(recorded);
    }

    private async Task<bool> HoldsLastAsync(LogReader reader) =>
        await reader.NextAsync(company.Tenant, Position - 1, batch: 1) is [var last, ..] && last.LeafHash.Span.SequenceEqual(_last);

    private void Take(RecordedEvent recorded)
    {
        if (recorded.Position != Position + 1) Found.Add($"Position {Position + 1} is missing.");
        if (!SHA256.HashData([0, .. recorded.Leaf.Span]).AsSpan().SequenceEqual(recorded.LeafHash.Span))
            Found.Add($"Position {recorded.Position} has another hash.");
        var version = _versions[recorded.Stream.Value] = _versions.GetValueOrDefault(recorded.Stream.Value) + 1;
        if (recorded.Version != version)
            Found.Add($"Position {recorded.Position} has version {recorded.Version} of {recorded.Stream}, not {version}.");
        (Position, _last) = (recorded.Position, recorded.LeafHash.ToArray());
        if (FactEvents.Types.Contains(recorded.Type) && recorded.Actor == CrashWriters.Shop && !Facts.TryAdd(recorded.Id, recorded.Position))
            Found.Add($"{recorded.Id} is there twice.");
        if (CustomerTiering.Facts.Merges.Types.Contains(recorded.Type)) Join(recorded);
        if (recorded.Type == EventTypes.NameOf<TierDecided>()) Decide(recorded);
    }

    /// <summary>Each stands in the streams of both customers; that of the duplicate counts.</summary>
    private void Join(RecordedEvent recorded)
    {
        var (what, survivor, duplicate) = EventSerializer.Read(recorded) switch
        {
            CustomerMerged merged => ("merges", merged.Survivor, merged.Duplicate),
            CustomersSeparated separated => ("separations", separated.Survivor, separated.Duplicate),
            var other => throw new InvalidDataException($"{other.GetType().Name} merges nobody."),
        };
        if (recorded.Subject == duplicate) Merges.Add($"{what} {survivor:D} {duplicate:D}");
    }

    private void Decide(RecordedEvent recorded)
    {
        var decision = (TierDecided)EventSerializer.Read(recorded);
        Decisions++;
        if (decision.Supersedes is not null) Superseding++;
        if (!_chains.TryGetValue(recorded.Stream.Value, out var chain)) _chains[recorded.Stream.Value] = chain = new();
        if (chain.Add(recorded.Id, decision) is { } broken) Found.Add($"{recorded.Stream} at {recorded.Position}: {broken}");
    }
}
