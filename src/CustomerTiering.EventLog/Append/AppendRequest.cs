namespace CustomerTiering.EventLog.Append;

/// <summary>An atomic append: all events or none.</summary>
/// <param name="Actor">The stable subject id of the person or service who appends; part of every leaf.</param>
/// <param name="Streams">One entry per stream; a stream occurs at most once.</param>
/// <param name="Idempotency">The caller's key and its outcome, committed with the events; null without a key.</param>
/// <param name="Correlation">What groups the events, such as a run; part of every leaf. May be null.</param>
public sealed record AppendRequest(
    TenantId Tenant, string Actor, IReadOnlyList<StreamAppend> Streams, Idempotency? Idempotency = null, string? Correlation = null);

/// <summary>Events for one stream.</summary>
/// <param name="ExpectedVersion">The required version of the stream, 0 for a new one; null for no check.</param>
/// <param name="Events">In order. May be empty: only the version is checked.</param>
/// <param name="Closes">Whether the stream is closed after these events; a closed stream accepts no further events.</param>
public sealed record StreamAppend(StreamId Stream, int? ExpectedVersion, IReadOnlyList<NewEvent> Events, bool Closes = false);

/// <summary>An event before it has a position.</summary>
/// <param name="Id">Unique per tenant, random or keyed.</param>
/// <param name="Type">The stored name of its type.</param>
/// <param name="Schema">The schema version, from 1.</param>
/// <param name="Effective">When the fact happened or takes effect; UTC.</param>
/// <param name="Subject">The customer concerned, or null.</param>
/// <param name="Data">The body as canonical JSON (RFC 8785): an object.</param>
/// <param name="Content">
/// A keyed fingerprint of the content. It distinguishes a duplicate from an <see cref="AppendOutcome.IdReused"/> when the id is already in the log.
/// Empty if equal ids imply equal content.
/// </param>
/// <param name="Cause">What caused the event, such as another event's id; part of the leaf. May be null.</param>
public sealed record NewEvent(
    Guid Id, string Type, int Schema, DateTimeOffset Effective, Guid? Subject, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Content = default,
    string? Cause = null);

/// <summary>An idempotency key and what it was used for.</summary>
/// <param name="Scope">Principal and route; a key is unique per tenant and scope.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="Fingerprint">SHA-256 over method, path, tenant and canonical body.</param>
/// <param name="Outcome">The data (code, ids) from which the answer is rebuilt, as JSON without personal data.</param>
public sealed record Idempotency(string Scope, string Key, ReadOnlyMemory<byte> Fingerprint, ReadOnlyMemory<byte> Outcome);
