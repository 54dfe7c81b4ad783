using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Facts;

namespace CustomerTiering.Appeals;

/// <summary>Closes the open appeals of a customer who was merged into another.</summary>
public sealed class AppealsOfMerged(ReadModels readModels, Aggregates aggregates, LogWriter writer, EventSerializer serializer)
{
    private const int MostAttempts = 4;

    public Follower Follower => new("appeals-of-merged", Merges.Types, [AppealsProjection.ProjectionName], FollowAsync);

    private async Task FollowAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        foreach (var recorded in events)
        {
            var (survivor, duplicate) = Merges.Parts(recorded);
            if (!Merges.Joins(recorded) || duplicate != recorded.Subject) continue;
            foreach (var id in await OpenAsync(tenant, duplicate, cancel)) await CloseAsync(tenant, id, survivor, recorded, cancel);
        }
    }

    private async Task<IReadOnlyList<Guid>> OpenAsync(TenantId tenant, Guid customer, CancellationToken cancel) => (await readModels.QueryAsync(
        tenant, AppealsProjection.ProjectionName,
        "select key from appeal where tenant_id = @tenant and generation = @generation and view ->> 'customer' = @customer and status = any(@open) order by key",
        new Dictionary<string, object> { ["customer"] = customer.ToString("D"), ["open"] = (string[])["filed", "under-review"] },
        row => Guid.Parse(row.GetString(0)), cancel)).Value;

    private async Task CloseAsync(TenantId tenant, Guid id, Guid survivor, RecordedEvent merged, CancellationToken cancel)
    {
        var stream = AppealState.Stream(id);
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            var loaded = await aggregates.LoadAsync<AppealState>(tenant, stream, AppealState.Apply, cancel);
            if (loaded.State is not { IsOpen: true } state) return;
            var closed = serializer.Write(tenant, stream, new AppealClosed(state.Customer, survivor), new(
                ContentId.Of(tenant.ToString(), stream.Value, "closed"), merged.Effective, state.Customer, Cause: merged.Id.ToString("D")));
            var outcome = await writer.AppendAsync(new(tenant, AppealDeadlines.Service, [new(stream, loaded.Version, [closed])]), cancel);
            if (outcome is AppendOutcome.Appended or AppendOutcome.Duplicate or AppendOutcome.Closed) return;
        }
        throw new InvalidOperationException("The appeal was changed concurrently at each attempt.");
    }
}
