using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Lifecycle;

/// <summary>A customer's lifecycle stage.</summary>
/// <param name="Since">First day of the stage, inclusive, in the lifecycle's zone.</param>
/// <param name="Previous">The previous stage; null for the first.</param>
/// <param name="AsOf">The requested day; null for now.</param>
public sealed record StageAnswer(string Stage, DateOnly Since, string? Previous, DateOnly? AsOf)
{
    /// <summary>The last stage entered by a day; null before the first.</summary>
    internal static StageAnswer? On(StageView view, DateOnly day)
    {
        var entered = view.Spans.TakeWhile(span => span.From <= day).ToList();
        return entered.Count == 0 ? null : new(entered[^1].Stage, entered[^1].From, entered.Count > 1 ? entered[^2].Stage : null, day);
    }
}

/// <summary>An entry into a stage, with its cause.</summary>
/// <param name="From">The previous stage; null for the first.</param>
/// <param name="AsOf">First day of the stage.</param>
/// <param name="Lifecycle">The lifecycle version that judged.</param>
/// <param name="Metrics">Values by name on that day; null if missing.</param>
/// <param name="Stages">The verdicts of the stages in the order of judgement; stages that could not be entered are omitted.</param>
/// <param name="Actor">A person's subject or a service.</param>
public sealed record StageHistoryLine(
    Guid Id, string? From, string To, DateOnly AsOf, JudgedBy Lifecycle, IReadOnlyDictionary<string, decimal?> Metrics,
    IReadOnlyList<StageVerdict> Stages,
    long Position, DateTimeOffset Recorded, string Actor)
{
    internal static StageHistoryLine Of(RecordedEvent recorded, IReadOnlyDictionary<string, CompiledLifecycle> byDigest)
    {
        var entered = (StageEntered)EventSerializer.Read(recorded);
        var lifecycle = byDigest[entered.Lifecycle.Digest].Document;
        var metrics = lifecycle.Metrics.Select((metric, i) => KeyValuePair.Create(metric.Name, entered.Metrics[i]));
        var stages = lifecycle.Stages.Zip(entered.Verdicts)
            .Where(pair => pair.Second.Length > 0).Select(pair => new StageVerdict(pair.First.Code, (Verdict)pair.Second[0]));
        return new(
            recorded.Id, entered.From, entered.To, entered.AsOf, entered.Lifecycle, new Dictionary<string, decimal?>(metrics), [.. stages],
            recorded.Position,
            recorded.Recorded, recorded.Actor);
    }
}

/// <summary>The verdict of a stage's criterion.</summary>
public sealed record StageVerdict(string Stage, Verdict Verdict);

/// <summary>Queries for a customer's stage, now and on any day, and its history.</summary>
public static class ReadStages
{
    private static readonly StagesProjection Stages = new();

    internal static void Map(RouteGroupBuilder customers)
    {
        customers.MapGet("/{customer:guid}/stage", async Task<Results<Read<StageAnswer>, ProblemHttpResult>> (
                Guid customer, DateOnly? asOf, Caller caller, ReadModels readModels, CancellationToken cancel) =>
            {
                var answer = await readModels.ViewsAsync(caller.Tenant, Stages, [customer.ToString("D")], cancel);
                var stage = answer.Value.Values.Select(
                    view => asOf is { } day ? StageAnswer.On(view, day) : new(view.Stage, view.Entered, view.Previous, null)).FirstOrDefault();
                return stage is null ? Problem.NotFound("stage").ToResult() : new Read<StageAnswer>(stage, answer.Position);
            })
            .WithSummary("Get a customer's lifecycle stage, now or on a day")
                .AnswersFrom(StagesProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);

        customers.MapGet("/{customer:guid}/stage/history", async Task<Results<Read<IReadOnlyList<StageHistoryLine>>, ProblemHttpResult>> (
                Guid customer, Caller caller, LogReader reader, StandardsInForce standards, CancellationToken cancel) =>
            {
                var head = await reader.HeadAsync(caller.Tenant, cancel);
                var events = await reader.StreamAsync(caller.Tenant, LifecycleWalk.Stream(customer), upTo: head.Position, cancellation: cancel);
                if (events.Count == 0) return Problem.NotFound("stage history").ToResult();
                var byDigest = await ByDigestAsync(standards, caller.Tenant, cancel);
                return new Read<IReadOnlyList<StageHistoryLine>>(
                    [.. events.Select(recorded => StageHistoryLine.Of(recorded, byDigest))], head.Position, events.Count);
            })
            .WithSummary("Get a customer's stage history, with the causes")
                .AnswersFrom(StandardsInForce.ReadModel).RequireRoles(Roles.ReadsCustomers);
    }

    private static async Task<Dictionary<string, CompiledLifecycle>> ByDigestAsync(
        StandardsInForce standards, TenantId tenant, CancellationToken cancel) =>
        (await standards.LifecyclesAsync(tenant, cancel)).DistinctBy(version => version.Reference.Digest)
            .ToDictionary(version => version.Reference.Digest, version => version.Compiled);
}
