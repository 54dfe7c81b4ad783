using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;

namespace CustomerTiering.Audit;

/// <summary>All events in log order, directly from the log: of a customer, of a standard, or of the whole company; and all runs.</summary>
public static class ReadAuditTrail
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet(
            "/customers/{customer:guid}", (Guid customer, int? limit, string? cursor, Caller caller, AuditTrail trail, CancellationToken cancel) =>
                trail.ReadAsync(caller, $"customers/{customer:D}", "customer", limit, cursor, 0, (reader, after, count) =>
                    FirstAsync(reader.SubjectAsync(caller.Tenant, customer, after, batch: count, cancellation: cancel)), cancel))
            .WithSummary("Get the audit trail of a customer").RequireRoles(Roles.Reviewer, Roles.PrivacyOfficer);

        group.MapGet("/standards/{route}/{name}", async Task<Results<AuditAnswer, ProblemHttpResult>> (
                string route, string name, int? limit, string? cursor, Caller caller, AuditTrail trail, CancellationToken cancel) =>
                StandardKind.All.FirstOrDefault(one => one.Route == route) is { } kind
                    ? await trail.ReadAsync(
                        caller, $"standards/{route}/{name}", kind.Noun, limit, cursor, 0, StreamOf(caller, kind.Stream(name), cancel), cancel)
                    : Problem.NotFound("kind of standard").ToResult())
            .WithSummary("Get the audit trail of a standard").RequireRoles(Roles.Reviewer, Roles.Approver, Roles.PolicyAuthor);

        group.MapGet("/runs/{run:guid}", async Task<Results<Read<AuditedRun>, ProblemHttpResult>> (
            Guid run, Caller caller, Runs runs, CancellationToken cancel) =>
                await runs.FindAsync(caller.Tenant, run, cancel) is { } progress
                    ? new Read<AuditedRun>(AuditedRun.Of(progress))
                    : Problem.NotFound("run").ToResult())
            .WithSummary("Get the request, the requester and the result of a run; its events have the run as correlation")
            .RequireRoles(Roles.Reviewer, Roles.Operator);

        group.MapGet("/events", (long? after, int? limit, string? cursor, Caller caller, AuditTrail trail, CancellationToken cancel) =>
                trail.ReadAsync(caller, "events", null, limit, cursor, after ?? 0, (reader, from, count) =>
                    reader.NextAsync(caller.Tenant, from, batch: count, cancellation: cancel), cancel))
            .WithSummary("Get the audit trail from a position on").RequireRoles(Roles.Reviewer);
    }

    /// <summary>The events of one stream after a position. Suitable for standards, whose streams are short.</summary>
    private static Func<LogReader, long, int, Task<IReadOnlyList<RecordedEvent>>> StreamOf(
        Caller caller, StreamId stream, CancellationToken cancel) =>
        async (reader, after, count) =>
            [.. (await reader.StreamAsync(caller.Tenant, stream, cancellation: cancel)).Where(one => one.Position > after).Take(count)];

    private static async Task<IReadOnlyList<RecordedEvent>> FirstAsync(IAsyncEnumerable<IReadOnlyList<RecordedEvent>> batches)
    {
        await foreach (var batch in batches) return batch;
        return [];
    }
}

/// <summary>Pages of recorded events, rendered for the caller.</summary>
public sealed class AuditTrail(LogReader reader, ReadableEvents readable, Cursors cursors)
{
    /// <param name="list">Identifies the selected events in cursors.</param>
    /// <param name="what">The resource to report as not found if there are no events; null if an empty list is valid.</param>
    /// <param name="after">Exclusive start position if there is no cursor.</param>
    /// <param name="read">Reads a number of events after a position.</param>
    internal async Task<Results<AuditAnswer, ProblemHttpResult>> ReadAsync(
        Caller caller, string list, string? what, int? limit, string? cursor, long after,
        Func<LogReader, long, int, Task<IReadOnlyList<RecordedEvent>>> read,
        CancellationToken cancel)
    {
        if (after < 0) return Problem.Invalid("after", "out-of-range", $"after must be a position, 0 or more, got '{after}'.").ToResult();
        if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
        if (!cursors.Read(caller.Tenant, "audit/" + list, 0, cursor).TryGet(out var from, out var bad)) return bad.ToResult();
        var head = await reader.HeadAsync(caller.Tenant, cancel);
        var events = await read(reader, from?.Position ?? after, size + 1);
        if (what is not null && from is null && events.Count == 0) return Problem.NotFound(what).ToResult();
        var shown = await readable.ReadAsync(caller, [.. events.Take(size)], cancel);
        var next = events.Count > size ? cursors.Protect(caller.Tenant, "audit/" + list, new(0, shown[^1].Position, "")) : null;
        return new AuditAnswer(new(shown, next), head.Position);
    }
}
