namespace CustomerTiering.Activity;

/// <summary>Everything recorded about a customer, latest first. Read directly from the log, so it is always complete.</summary>
public static class ReadTimeline
{
    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/customers/{customer:guid}/timeline", async Task<Results<Read<Page<ReadableEvent>>, ProblemHttpResult>> (
            Guid customer, int? limit, string? cursor, Caller caller, LogReader reader, ReadableEvents readable, Cursors cursors,
            CancellationToken cancel) =>
        {
            var list = $"timeline/{customer:D}";
            if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
            if (!cursors.Read(caller.Tenant, list, 0, cursor).TryGet(out var after, out var bad)) return bad.ToResult();
            var head = await reader.HeadAsync(caller.Tenant, cancel);
            var events = await reader.SubjectsBackAsync(
                caller.Tenant, await CustomerPast.OneAsync(reader, caller.Tenant, customer, cancel), after?.Position, size + 1, cancel);
            if (after is null && events.Count == 0) return Problem.NotFound("customer").ToResult();
            var shown = await readable.ReadAsync(caller, [.. events.Take(size)], cancel);
            var next = events.Count > size ? cursors.Protect(caller.Tenant, list, new(0, shown[^1].Position, "")) : null;
            return new Read<Page<ReadableEvent>>(new(shown, next), head.Position);
        })
        .WithSummary("Get everything recorded about a customer, latest first").RequireRoles(Roles.ReadsCustomers);
}
