using System.Collections.Concurrent;
using System.Text;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Rules.ServicePlans;

namespace CustomerTiering.Policies;

/// <summary>A version of a standard as decisions use it, read and compiled once.</summary>
/// <typeparam name="TCompiled">
/// <see cref="CompiledPolicy"/>, <see cref="CompiledLifecycle"/>, <see cref="ServicePlan"/> or <see cref="CompiledSegment"/>.
/// </typeparam>
/// <param name="Reference">Name, version and digest, as named by each decision.</param>
/// <param name="Compiled">The text with its frozen zone.</param>
/// <param name="From">The first day on which it decides, included, in its zone.</param>
/// <param name="Until">The last day on which it decides, included; null if no later version is scheduled and the standard is not retired.</param>
/// <param name="PutInForceAt">When it was put in force. Nothing that fell due before then is caught up automatically.</param>
/// <param name="Retired">The first day on which no version of the standard decides, or null.</param>
public sealed record StandardInForce<TCompiled>(
    PolicyReference Reference, TCompiled Compiled, DateOnly From, DateOnly? Until, DateTimeOffset PutInForceAt, DateOnly? Retired = null)
{
    public bool DecidesOn(DateOnly day) => From <= day && (Until is null || day <= Until);
}

/// <summary>The standards that decide, from the read model.</summary>
public sealed class StandardsInForce(ReadModels readModels, ProjectionAdmin projections, LogReader reader, TimeProvider time)
{
    public const string ReadModel = StandardsProjection.ProjectionName;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, ServicePlan> _plans = new();

    private readonly CompiledVersions<TierPolicy, CompiledPolicy> _policies = new(
        text => PolicyReader.Read(text, CanonicalJson.Write).Document, policy => (policy.Currency, policy.Rates),
        (policy, zone, later) => new(policy, zone, later));

    private readonly CompiledVersions<LifecycleDocument, CompiledLifecycle> _lifecycles = new(
        text => LifecycleReader.Read(text, CanonicalJson.Write).Document, lifecycle => (lifecycle.Currency, lifecycle.Rates),
        (lifecycle, zone, later) => new(lifecycle, zone, later));

    private readonly CompiledVersions<SegmentDocument, CompiledSegment> _segments = new(
        text => SegmentReader.Read(text, CanonicalJson.Write).Document, segment => (segment.Currency, segment.Rates),
        (segment, zone, later) => new(segment, zone, later));

    /// <summary>The ladders with a policy that decides on some day, by name.</summary>
    public async Task<IReadOnlyList<LadderVersions>> LaddersAsync(TenantId tenant, CancellationToken cancel) =>
    [
        .. (await AllAsync(tenant, StandardKind.TierPolicy, cancel)).Standards
            .Select(one => InForce(one.Name, one.State, _policies.Of).ToList())
                .Where(versions => versions.Count > 0).Select(versions => new LadderVersions(versions)),
    ];

    /// <summary>One ladder, or all ladders if null.</summary>
    internal async Task<IReadOnlyList<LadderVersions>> LaddersAsync(TenantId tenant, string? ladder, CancellationToken cancel) =>
        [.. (await LaddersAsync(tenant, cancel)).Where(one => ladder is null || one.Ladder == ladder)];

    /// <summary>A ladder; null if no version of its policy decides on any day.</summary>
    internal async Task<LadderVersions?> LadderAsync(TenantId tenant, string ladder, CancellationToken cancel) =>
        (await LaddersAsync(tenant, cancel)).FirstOrDefault(one => one.Ladder == ladder);

    /// <summary>
    /// Any version of a ladder's policy, as if it decided from a given day on. Before approval, the zone is as this machine knows it. Null if there
    /// is no such version.
    /// </summary>
    public async Task<StandardInForce<CompiledPolicy>?> AsIfInForceAsync(
        TenantId tenant, string ladder, int number, DateOnly? from, CancellationToken cancel)
    {
        var events = await reader.StreamAsync(tenant, StandardKind.TierPolicy.Stream(ladder), cancellation: cancel);
        var state = events.Aggregate((StandardState?)null, (state, recorded) => StandardState.Apply(state, EventSerializer.Read(recorded), recorded));
        if (state?.Version(number) is not { } version) return null;
        var approved = version.StandardDigest is null ? version with { Zone = Approving.ZoneOf(version).ToJson() } : version;
        approved = approved with { StandardDigest = approved.StandardDigest ?? StandardKind.DigestOf(approved.Document, approved.Zone!) };
        var compiled = _policies.Of(approved, []);
        var now = time.GetUtcNow();
        return new(new(ladder, number, approved.StandardDigest!), compiled, from ?? compiled.Zone.DayOf(Instant.Of(now)), null, now);
    }

    /// <summary>Every version of the lifecycle that decides on some day, by first day.</summary>
    public async Task<IReadOnlyList<StandardInForce<CompiledLifecycle>>> LifecyclesAsync(TenantId tenant, CancellationToken cancel) =>
        [.. (await AllAsync(tenant, StandardKind.Lifecycle, cancel)).Standards.SelectMany(one => InForce(one.Name, one.State, _lifecycles.Of))];

    /// <summary>Every version of every service plan that is available on some day, by code and first day.</summary>
    public async Task<ReadAnswer<IReadOnlyList<StandardInForce<ServicePlan>>>> ServicePlansAsync(TenantId tenant, CancellationToken cancel)
    {
        var (plans, position) = await AllAsync(tenant, StandardKind.ServicePlan, cancel);
        return new([.. plans.SelectMany(one => InForce(one.Name, one.State, Plan))], position);
    }

    /// <summary>
    /// The codes of a kind that a text may name: all that were put in force and not retired, including the latest changes. Null if there are none,
    /// because then there is no catalogue yet. If the read model lags far behind, only its codes count: a text is then refused rather than accepted.
    /// </summary>
    internal async Task<IReadOnlySet<string>?> CodesAsync(TenantId tenant, StandardKind kind, CancellationToken cancel)
    {
        var head = await reader.HeadAsync(tenant, cancel);
        await projections.WaitForAsync(tenant, [StandardsProjection.ProjectionName], head.Position, Patience, cancel);
        var codes = (await AllAsync(tenant, kind, cancel)).Standards
            .Where(one => one.State.Retired is null && one.State.Versions.Any(version => version.From is not null))
                .Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return codes.Count == 0 ? null : codes;
    }

    /// <summary>
    /// The stages that a text may name: those of the lifecycle in force and of its scheduled versions. Null while there is none. As current as the
    /// read model.
    /// </summary>
    internal async Task<IReadOnlySet<string>?> StagesAsync(TenantId tenant, CancellationToken cancel)
    {
        var now = Instant.Of(time.GetUtcNow());
        var stages = (await LifecyclesAsync(tenant, cancel))
            .Where(version => version.Until is not { } until || until >= version.Compiled.Zone.DayOf(now))
            .SelectMany(version => version.Compiled.Document.Stages).Select(stage => stage.Code).ToHashSet(StringComparer.Ordinal);
        return stages.Count == 0 ? null : stages;
    }

    /// <summary>Every version of every segment that decides on some day, by code and first day.</summary>
    public async Task<IReadOnlyList<StandardInForce<CompiledSegment>>> SegmentsAsync(TenantId tenant, CancellationToken cancel) =>
        [.. (await AllAsync(tenant, StandardKind.Segment, cancel)).Standards.SelectMany(one => InForce(one.Name, one.State, _segments.Of))];

    /// <summary>Every version of every standard of a kind, without its text.</summary>
    public async Task<IReadOnlyList<StandardDetails>> ListAsync(TenantId tenant, StandardKind kind, CancellationToken cancel) =>
        [.. (await AllAsync(tenant, kind, cancel)).Standards.SelectMany(
            one => one.State.Versions.Select(version => StandardDetails.Of(one.Name, one.State, version, time.GetUtcNow(), withDocument: false)))];

    internal async Task<(IReadOnlyList<(string Name, StandardState State)> Standards, long Position)> AllAsync(
        TenantId tenant, StandardKind kind, CancellationToken cancel)
    {
        var projection = new StandardsProjection();
        var answer = await readModels.QueryAsync(
            tenant, StandardsProjection.ProjectionName,
            "select key, view from standard where tenant_id = @tenant and generation = @generation and key like @prefix || '%' order by key",
            new Dictionary<string, object> { ["prefix"] = kind.Route + "/" },
            row => (row.GetString(0)[(kind.Route.Length + 1)..], projection.Read(Encoding.UTF8.GetBytes(row.GetString(1)))), cancel);
        return (answer.Value, answer.Position);
    }

    private static IEnumerable<StandardInForce<TCompiled>> InForce<TCompiled>(
        string name, StandardState state, Func<StandardVersion, IEnumerable<StandardVersion>, TCompiled> compile)
    {
        var versions = state.Versions.Where(version => version.From < (state.Retired?.From ?? DateOnly.MaxValue))
            .OrderBy(version => version.From).ToList();
        for (var i = 0; i < versions.Count; i++)
        {
            var version = versions[i];
            var until = i + 1 < versions.Count ? versions[i + 1].From!.Value.AddDays(-1) : state.Retired?.From.AddDays(-1);
            yield return new(
                new(name, version.Number, version.StandardDigest!), compile(version, versions.Skip(i + 1)), version.From!.Value, until,
                version.PutInForceAt!.Value, state.Retired?.From);
        }
    }

    private ServicePlan Plan(StandardVersion version, IEnumerable<StandardVersion> later) => _plans.GetOrAdd(version.StandardDigest!, _ =>
        ServicePlanReader.Read(CanonicalJson.Write(version.Document), CanonicalJson.Write).Document ?? throw Unreadable(version));

    private static InvalidDataException Unreadable(StandardVersion version) =>
        new($"Version {version.Number} with digest {version.Digest} was approved and can't be read any more.");
}
