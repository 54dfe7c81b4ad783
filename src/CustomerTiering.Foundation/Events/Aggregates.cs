using System.Security.Cryptography;
using System.Text.Json;
using CustomerTiering.Access;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Http;
using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using CustomerTiering.Persons;

namespace CustomerTiering.Events;

/// <summary>A state folded from its stream.</summary>
/// <param name="State">The state, or null if the stream does not exist.</param>
/// <param name="Version">The stream's version; 0 if it does not exist.</param>
public sealed record Loaded<TState>(TState? State, int Version)
    where TState : class;

/// <summary>A handler's decision: the events for the target stream, and the answer to the caller.</summary>
/// <param name="Events">In order; with none, nothing changes and the command succeeds.</param>
/// <param name="Answer">Stored to answer retries, so it must not contain personal data.</param>
/// <param name="Effective">When the events take effect; null for now.</param>
public sealed record Change<TAnswer>(IReadOnlyList<object> Events, TAnswer Answer, DateTimeOffset? Effective = null);

/// <summary>A completed command, now or when first sent.</summary>
/// <param name="Answer">The answer to the caller.</param>
/// <param name="Position">The position of its last event.</param>
/// <param name="Version">The stream's new version; null for a retry of a completed command.</param>
public sealed record Done<TAnswer>(TAnswer Answer, long Position, int? Version);

/// <summary>The target of a command.</summary>
/// <param name="Stream">The stream that guards the change.</param>
/// <param name="Key">The caller's idempotency key; null for changes that are idempotent anyway.</param>
/// <param name="Expected">The version the caller read (If-Match); null if none is required.</param>
/// <param name="Subject">The customer concerned, or null.</param>
/// <param name="PersonKey">The customer's key, if the events contain personal data.</param>
public sealed record CommandTarget(
    Caller Caller, StreamId Stream, CommandKey? Key, ExpectedVersion? Expected = null, Guid? Subject = null, DataKey? PersonKey = null);

/// <summary>The change of one of several streams.</summary>
/// <param name="Version">The version that was read.</param>
/// <param name="Events">In order; with none, only the version is checked.</param>
/// <param name="Subject">The customer concerned, or null.</param>
/// <param name="PersonKey">The customer's key, if the events contain personal data.</param>
public sealed record StreamChange(StreamId Stream, int Version, IReadOnlyList<object> Events, Guid? Subject = null, DataKey? PersonKey = null);

/// <summary>An atomic change of several streams, and the answer to the caller.</summary>
/// <param name="Streams">Each stream at most once.</param>
/// <param name="Answer">Stored to answer retries, so it must not contain personal data.</param>
public sealed record JointChange<TAnswer>(IReadOnlyList<StreamChange> Streams, TAnswer Answer);

/// <summary>Load, decide, append: runs every command on an aggregate.</summary>
public sealed class Aggregates(LogReader reader, LogWriter writer, EventSerializer serializer, RandomNumberGenerator random, TimeProvider time)
{
    /// <summary>The state of a stream, folded from its events by a pure function.</summary>
    public async Task<Loaded<TState>> LoadAsync<TState>(
        TenantId tenant, StreamId stream, Func<TState?, object, RecordedEvent, TState> apply, CancellationToken cancel)
        where TState : class
    {
        TState? state = null;
        var events = await reader.StreamAsync(tenant, stream, cancellation: cancel);
        foreach (var recorded in events) state = apply(state, EventSerializer.Read(recorded), recorded);
        return new(state, events.Count);
    }

    /// <summary>
    /// Runs a command. A retry (same key, same request) gets the first answer; the state may have moved on since, so the key is looked up before any
    /// rejection. A stale <see cref="CommandTarget.Expected"/> is 412, a lost race without one 409.
    /// </summary>
    public async Task<Result<Done<TAnswer>>> ChangeAsync<TState, TAnswer>(
        CommandTarget target, Func<TState?, object, RecordedEvent, TState> apply, Func<TState?, DateTimeOffset, Result<Change<TAnswer>>> decide,
        CancellationToken cancel)
        where TState : class
    {
        var now = time.GetUtcNow();
        var loaded = await LoadAsync(target.Caller.Tenant, target.Stream, apply, cancel);
        var stale = target.Expected is { } expected && expected.Value != loaded.Version ? Problem.Stale(expected.Value, loaded.Version) : null;
        if (stale is not null && loaded.State is not null) return await ReplayOrAsync<TAnswer>(target.Caller.Tenant, target.Key, stale, cancel);
        // A missing stream has no version to be stale against: the handler reports it as missing.
        if (!decide(loaded.State, now).TryGet(out var change, out var problem))
            return await ReplayOrAsync<TAnswer>(target.Caller.Tenant, target.Key, problem, cancel);
        if (stale is not null) return await ReplayOrAsync<TAnswer>(target.Caller.Tenant, target.Key, stale, cancel);

        var events = change.Events.Select(body => serializer.Write(
            target.Caller.Tenant, target.Stream, body, new(random.NewId(), change.Effective ?? now, target.Subject, target.PersonKey))).ToList();
        var outcome = JsonSerializer.SerializeToUtf8Bytes(change.Answer, JsonSettings.Options);
        var appended = await writer.AppendAsync(
            new(target.Caller.Tenant, target.Caller.Subject, [new(target.Stream, loaded.Version, events)], target.Key?.With(outcome)), cancel);
        return appended switch
        {
            AppendOutcome.Appended done => new Done<TAnswer>(change.Answer, done.LastPosition, loaded.Version + events.Count),
            AppendOutcome.Replayed replayed => Replay<TAnswer>(replayed.Outcome, replayed.FirstPosition + Math.Max(0, replayed.Count - 1)),
            AppendOutcome.Conflict conflict when target.Expected is { } read => Problem.Stale(read.Value, conflict.Actual),
            _ => Refusal(appended),
        };
    }

    /// <summary>
    /// Appends the events that <paramref name="decide"/> derives from the state, if the stream exists, as a background actor; retries on conflicts.
    /// </summary>
    /// <exception cref="InvalidOperationException">All attempts lost to concurrent changes.</exception>
    public async Task FollowAsync<TState>(
        (TenantId Tenant, string Actor) by, StreamId stream, Func<TState?, object, RecordedEvent, TState> apply,
        Func<TState, IReadOnlyList<NewEvent>> decide,
        CancellationToken cancel)
        where TState : class
    {
        _ = await Contention.SettleAsync(async () =>
        {
            var loaded = await LoadAsync(by.Tenant, stream, apply, cancel);
            if (loaded.State is not { } state || decide(state) is not { Count: > 0 } events) return loaded;
            return (await writer.AppendAsync(new(by.Tenant, by.Actor, [new(stream, loaded.Version, events)]), cancel)).IsSettled() ? loaded : null;
        }) ?? throw Contention.Fault();
    }

    /// <summary>
    /// Runs a command that changes several streams atomically. A retry gets the first answer, looked up before any rejection; a lost race is 409.
    /// </summary>
    public async Task<Result<Done<TAnswer>>> ChangeTogetherAsync<TAnswer>(
        Caller caller, CommandKey? key, Func<Task<Result<JointChange<TAnswer>>>> decide, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!(await decide()).TryGet(out var change, out var problem)) return await ReplayOrAsync<TAnswer>(caller.Tenant, key, problem, cancel);
        var streams = change.Streams.Select(one => new StreamAppend(
            one.Stream, one.Version, [.. one.Events.Select(
                body => serializer.Write(caller.Tenant, one.Stream, body, new(random.NewId(), now, one.Subject, one.PersonKey)))])).ToList();
        var outcome = JsonSerializer.SerializeToUtf8Bytes(change.Answer, JsonSettings.Options);
        return await writer.AppendAsync(new(caller.Tenant, caller.Subject, streams, key?.With(outcome)), cancel) switch
        {
            AppendOutcome.Appended done => new Done<TAnswer>(change.Answer, done.LastPosition, null),
            AppendOutcome.Replayed replayed => Replay<TAnswer>(replayed.Outcome, replayed.FirstPosition + Math.Max(0, replayed.Count - 1)),
            var refused => Refusal(refused),
        };
    }

    /// <summary>Maps a rejected append to a problem.</summary>
    public static Problem Refusal(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.KeyReused => KeyReused,
        AppendOutcome.Conflict => Contention.Problem,
        AppendOutcome.Closed => Problem.Broken("stream-closed", "Nothing more can be recorded here."),
        AppendOutcome.TooLarge large =>
            Problem.Broken("event-too-large", $"The event has {large.Bytes} bytes; the maximum is {Evidence.Leaves.Leaf.MaxBytes}."),
        AppendOutcome.Unknown => Problem.Unavailable("outcome-unknown", "The outcome is unknown; retry with the same Idempotency-Key."),
        _ => throw new InvalidOperationException($"An append with fresh ids came to {outcome.GetType().Name}."),
    };

    internal static Problem KeyReused { get; } = Problem.Broken("idempotency-key-reused", "This Idempotency-Key was used for a different request.");

    private async Task<Result<Done<TAnswer>>> ReplayOrAsync<TAnswer>(TenantId tenant, CommandKey? given, Problem problem, CancellationToken cancel)
    {
        if (given is not { } key) return problem;
        var kept = await reader.OutcomeAsync(tenant, key.Scope, key.Key, cancel);
        if (kept is null) return problem;
        return kept.Fingerprint.Span.SequenceEqual(key.Fingerprint.Span) ? Replay<TAnswer>(kept.Outcome, kept.LastPosition) : KeyReused;
    }

    private static Done<TAnswer> Replay<TAnswer>(ReadOnlyMemory<byte> outcome, long position) =>
        new(JsonSerializer.Deserialize<TAnswer>(outcome.Span, JsonSettings.Options)!, position, null);
}
