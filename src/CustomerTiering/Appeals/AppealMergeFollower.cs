using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Evidence.Ids;

namespace CustomerTiering.Appeals;

/// <summary>Closes the open appeals of a customer who was merged into another.</summary>
public sealed class AppealMergeFollower(ReadModels readModels, Aggregates aggregates, EventSerializer serializer)
{
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
        SqlText.Read(typeof(AppealMergeFollower), "open-appeals-of-customer"),
        new Dictionary<string, object> { ["customer"] = customer.ToString("D"), ["open"] = (string[])["filed", "under-review"] },
        row => Guid.Parse(row.GetString(0)), cancel)).Value;

    private Task CloseAsync(TenantId tenant, Guid id, Guid survivor, RecordedEvent merged, CancellationToken cancel)
    {
        var stream = AppealState.Stream(id);
        return aggregates.FollowAsync<AppealState>((tenant, AppealDeadlines.Service), stream, AppealState.Apply, state => !state.IsOpen ? [] :
        [
            serializer.Write(tenant, stream, new AppealClosed(state.Customer, survivor), new(
                ContentId.Of(tenant.ToString(), stream.Value, "closed"), merged.Effective, state.Customer, Cause: merged.Id.ToString("D"))),
        ], cancel);
    }
}
