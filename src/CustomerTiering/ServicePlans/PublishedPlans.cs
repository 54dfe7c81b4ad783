using System.Text;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.ServicePlans;

/// <summary>The catalogue of service plans, as other modules ask it.</summary>
public sealed class PublishedPlans(ReadModels readModels, ProjectionAdmin projections, LogReader reader)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The codes that a policy may name: of all plans that are published and not retired, what was published a moment ago included; null where none is, since
    /// then there is no catalogue at hand. If the read model is far behind, the plans that it knows: a policy is then refused rather than let through.
    /// </summary>
    public async Task<IReadOnlySet<string>?> CodesAsync(TenantId tenant, CancellationToken cancel)
    {
        var head = await reader.HeadAsync(tenant, cancel);
        await projections.WaitForAsync(tenant, [ServicePlansProjection.ProjectionName], head.Position, Patience, cancel);
        var codes = (await AllAsync(tenant, cancel)).Value.Where(plan => plan.Value.Retired is null).Select(plan => plan.Key).ToHashSet(StringComparer.Ordinal);
        return codes.Count == 0 ? null : codes;
    }

    /// <summary>Every plan with all its versions, by code.</summary>
    internal async Task<ReadAnswer<IReadOnlyDictionary<string, ServicePlanState>>> AllAsync(TenantId tenant, CancellationToken cancel)
    {
        var projection = new ServicePlansProjection();
        var answer = await readModels.QueryAsync(
            tenant, ServicePlansProjection.ProjectionName,
            "select key, view from service_plan where tenant_id = @tenant and generation = @generation order by key",
            new Dictionary<string, object>(),
            row => KeyValuePair.Create(row.GetString(0), projection.Read(Encoding.UTF8.GetBytes(row.GetString(1)))), cancel);
        return new(new Dictionary<string, ServicePlanState>(answer.Value, StringComparer.Ordinal), answer.Position);
    }
}
