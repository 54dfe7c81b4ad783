namespace CustomerTiering.EventLog.Append;

/// <summary>What one caller wants appended: all of it or nothing.</summary>
/// <param name="Actor">Who does it: a stable subject id of a person or a service; stands in each leaf.</param>
/// <param name="Streams">One entry a stream; a stream occurs once.</param>
/// <param name="Idempotency">The caller's key and what it answered, committed with the events; null for a caller without one.</param>
/// <param name="Correlation">What the events belong to, such as a run; stands in each leaf. Null for nothing.</param>
public sealed record AppendRequest(
    TenantId Tenant, string Actor, IReadOnlyList<StreamAppend> Streams, Idempotency? Idempotency = null, string? Correlation = null);

/// <summary>Events for one stream.</summary>
/// <param name="ExpectedVersion">The version the stream must have, 0 for a new one; null for a stream that guards no invariant.</param>
/// <param name="Events">In order; may be empty, to guard a version without writing.</param>
/// <param name="Closes">True: nothing is ever appended to the stream after these events.</param>
public sealed record StreamAppend(StreamId Stream, int? ExpectedVersion, IReadOnlyList<NewEvent> Events, bool Closes = false);

/// <summary>An event before it has a position.</summary>
/// <param name="Id">Unique in the tenant, random or keyed.</param>
/// <param name="Type">The stored name of its type.</param>
/// <param name="Schema">The version of its shape, from 1.</param>
/// <param name="Effective">When what it tells happened or holds from; UTC.</param>
/// <param name="Subject">The customer it is about, or null.</param>
/// <param name="Data">The body as canonical JSON (RFC 8785): an object.</param>
/// <param name="Content">
/// A keyed fingerprint of the content by which a second event of the same id is told to be the same (a duplicate) or another
/// (<see cref="AppendOutcome.IdReused"/>); empty where the id alone says it.
/// </param>
/// <param name="Cause">What led to the event, such as another event's id; stands in the leaf. Null for nothing.</param>
public sealed record NewEvent(
    Guid Id, string Type, int Schema, DateTimeOffset Effective, Guid? Subject, ReadOnlyMemory<byte> Data, ReadOnlyMemory<byte> Content = default, string? Cause = null);

/// <summary>An idempotency key with what it is for.</summary>
/// <param name="Scope">Principal and route; a key is unique in tenant and scope.</param>
/// <param name="Key">The caller's key.</param>
/// <param name="Fingerprint">SHA-256 over method, path, tenant and canonical body.</param>
/// <param name="Outcome">What the answer is made from again (code, ids), as JSON without personal data.</param>
public sealed record Idempotency(string Scope, string Key, ReadOnlyMemory<byte> Fingerprint, ReadOnlyMemory<byte> Outcome);
