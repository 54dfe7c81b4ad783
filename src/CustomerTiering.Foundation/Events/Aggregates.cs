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
/// <param name="State">The state, or null where the stream is not there.</param>
/// <param name="Version">The stream's version; 0 where it is not there.</param>
public sealed record Loaded<TState>(TState? State, int Version)
    where TState : class;

/// <summary>What a handler decides: events for the stream it was asked about, and what the caller is told.</summary>
/// <param name="Events">In order; none changes nothing and is answered as done.</param>
/// <param name="Answer">Made from again when the command is repeated, so it has no personal data in it.</param>
/// <param name="Effective">When what the events tell holds from; null: now.</param>
public sealed record Change<TAnswer>(IReadOnlyList<object> Events, TAnswer Answer, DateTimeOffset? Effective = null);

/// <summary>A command that was carried out, now or when it was first sent.</summary>
/// <param name="Answer">What the caller is told.</param>
/// <param name="Position">The position of its last event.</param>
/// <param name="Version">The stream's version after it; null where it was carried out before.</param>
public sealed record Done<TAnswer>(TAnswer Answer, long Position, int? Version);

/// <summary>What a command is about.</summary>
/// <param name="Caller">Who gives it.</param>
/// <param name="Stream">The stream that guards what it changes.</param>
/// <param name="Key">The caller's idempotency key; null for changes that are safe to repeat by themselves.</param>
/// <param name="Expected">The version that the caller has read (If-Match); null where none is asked for.</param>
/// <param name="Subject">The customer it is about, or null.</param>
/// <param name="PersonKey">The customer's key, where events hold what identifies them.</param>
public sealed record CommandTarget(
    Caller Caller, StreamId Stream, CommandKey? Key, ExpectedVersion? Expected = null, Guid? Subject = null, DataKey? PersonKey = null);

/// <summary>What a command changes in one of several streams.</summary>
/// <param name="Version">The version that was read.</param>
/// <param name="Events">In order; none guards the version alone.</param>
/// <param name="Subject">The customer they are about, or null.</param>
/// <param name="PersonKey">The customer's key, where they hold what identifies them.</param>
public sealed record StreamChange(StreamId Stream, int Version, IReadOnlyList<object> Events, Guid? Subject = null, DataKey? PersonKey = null);

/// <summary>What a command changes in several streams at once, and what the caller is told.</summary>
/// <param name="Streams">Each once.</param>
/// <param name="Answer">Made from again when the command is repeated, so it has no personal data in it.</param>
public sealed record JointChange<TAnswer>(IReadOnlyList<StreamChange> Streams, TAnswer Answer);

/// <summary>Load, decide, append: the life of every command on an aggregate, in one place.</summary>
public sealed class Aggregates(LogReader reader, LogWriter writer, EventSerializer serializer, RandomNumberGenerator random, TimeProvider time)
{
    /// <summary>The state of a stream, folded by a pure function from its events.</summary>
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
    /// Carries out a command. A repeated one (same key, same request) gets its first answer; the state may have moved on since, so this is looked up before any
    /// refusal. A stale <see cref="CommandTarget.Expected"/> is 412, a race lost without one 409.
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
        // What is not there has no version to be stale against: its handler says so.
        if (!decide(loaded.State, now).TryGet(out var change, out var problem)) return await ReplayOrAsync<TAnswer>(target.Caller.Tenant, target.Key, problem, cancel);
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

    /// <summary>Appends what follows from a state by itself.</summary>
    /// <param name="by">The tenant, and the actor of what happens by itself.</param>
    /// <param name="apply">Folds it.</param>
    /// <param name="decide">What follows from the state, if there is one; none appends nothing.</param>
    /// <exception cref="InvalidOperationException">Others changed the stream each time.</exception>
    public async Task FollowAsync<TState>(
        (TenantId Tenant, string Actor) by, StreamId stream, Func<TState?, object, RecordedEvent, TState> apply, Func<TState, IReadOnlyList<NewEvent>> decide,
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
    /// Carries out a command that changes several streams: all of them, or none. A repeated one gets its first answer, looked up before any refusal; a race that
    /// was lost is 409.
    /// </summary>
    public async Task<Result<Done<TAnswer>>> ChangeTogetherAsync<TAnswer>(
        Caller caller, CommandKey? key, Func<Task<Result<JointChange<TAnswer>>>> decide, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (!(await decide()).TryGet(out var change, out var problem)) return await ReplayOrAsync<TAnswer>(caller.Tenant, key, problem, cancel);
        var streams = change.Streams.Select(one => new StreamAppend(
            one.Stream, one.Version, [.. one.Events.Select(body => serializer.Write(caller.Tenant, one.Stream, body, new(random.NewId(), now, one.Subject, one.PersonKey)))])).ToList();
        var outcome = JsonSerializer.SerializeToUtf8Bytes(change.Answer, JsonSettings.Options);
        return await writer.AppendAsync(new(caller.Tenant, caller.Subject, streams, key?.With(outcome)), cancel) switch
        {
            AppendOutcome.Appended done => new Done<TAnswer>(change.Answer, done.LastPosition, null),
            AppendOutcome.Replayed replayed => Replay<TAnswer>(replayed.Outcome, replayed.FirstPosition + Math.Max(0, replayed.Count - 1)),
            var refused => Refusal(refused),
        };
    }

    /// <summary>The problem that an append's refusal is.</summary>
    public static Problem Refusal(AppendOutcome outcome) => outcome switch
    {
        AppendOutcome.KeyReused => KeyReused,
        AppendOutcome.Conflict => Contention.Problem,
        AppendOutcome.Closed => Problem.Broken("stream-closed", "Nothing more can be recorded here."),
        AppendOutcome.TooLarge large => Problem.Broken("event-too-large", $"The event has {large.Bytes} bytes; the maximum is {Evidence.Leaves.Leaf.MaxBytes}."),
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
