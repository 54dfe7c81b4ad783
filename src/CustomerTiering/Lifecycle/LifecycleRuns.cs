using CustomerTiering.BulkRuns;
using CustomerTiering.Customers;
using CustomerTiering.EventLog.Work;
using CustomerTiering.Policies;
using CustomerTiering.Walks;

namespace CustomerTiering.Lifecycle;

/// <summary>The scope of a run: all customers as of one day, or a range of days, both inclusive.</summary>
public sealed record LifecycleScope(DateOnly? AsOf, DateOnly? From, DateOnly? To, string Actor) : IWalkedDays;

/// <summary>The result of a run.</summary>
/// <param name="Customers">How many customers were judged.</param>
/// <param name="Entered">How often each stage was entered.</param>
/// <param name="Moves">The number of moves: <c>from → to</c>, with <c>-</c> for no stage.</param>
/// <param name="Failed">How many customers could not be judged.</param>
/// <param name="Failures">The reasons: the first hundred.</param>
public sealed record LifecycleResult(
    int Customers, IReadOnlyDictionary<string, int> Entered, IReadOnlyDictionary<string, int> Moves, int Failed,
    IReadOnlyList<FailedCustomer> Failures)
{
    internal static LifecycleResult Of(int customers, IReadOnlyList<WalkResult> results) => new(
        customers, Count(results.SelectMany(result => result.Entered)), Count(results.SelectMany(Moved)),
        results.Count(result => result.Failure is not null),
        [.. results.Where(result => result.Failure is not null)
            .Select(result => FailedCustomer.InLifecycle(result.Customer, result.Failure!)).Take(FailedCustomer.Most)]);

    internal static LifecycleResult Sum(IReadOnlyList<LifecycleResult> parts) => new(
        parts.Sum(part => part.Customers), parts.SelectMany(part => part.Entered).Summed(), parts.SelectMany(part => part.Moves).Summed(),
        parts.Sum(part => part.Failed),
        [.. parts.SelectMany(part => part.Failures).Take(FailedCustomer.Most)]);

    private static IEnumerable<string> Moved(WalkResult result) =>
        result.Entered.Zip(result.Entered.Prepend(result.From ?? "-"), (to, from) => $"{from} → {to}");

    private static SortedDictionary<string, int> Count(IEnumerable<string> names) => names.CountBy(name => name).Summed();
}

/// <summary>The progress of a lifecycle assessment.</summary>
public sealed class LifecycleProgress(RunProgress run, LifecycleScope scope, LifecycleResult? result)
    : RunAnswer<LifecycleScope, LifecycleResult>(run, scope, result);

/// <summary>Judges the stages of all customers. Repeating a chunk is idempotent.</summary>
public sealed class LifecycleRuns(RunServices services, WalkJudge<LifecycleWalk> judge, FailedCustomers failed)
    : RunOverHttp<LifecycleScope, LifecycleResult, LifecycleProgress>(services, About), IRunOverHttp
{
    public static RunDescription About { get; } = RunDescription.Assessment(
        "lifecycle-assessment", [StandardsInForce.ReadModel], "lifecycle-assessments", "Assess the lifecycle stages of all customers",
        "an assessment of stages");

    public static void Map(RouteGroupBuilder api)
    {
        var assessments = api.MapGroup(About).WithCancellation<LifecycleRuns>();
        assessments.MapPost("/", Task<Results<Started<LifecycleProgress>, ProblemHttpResult>> (
            StartLifecycleAssessment command, Caller caller, CommandKey key, LifecycleRuns runs, CancellationToken cancel) =>
            runs.StartAsync(caller, key, () => runs.ScopeAsync(caller, command, cancel), cancel)).Starts(About);
        assessments.MapGet("/{run:guid}", Task<Results<Read<LifecycleProgress>, ProblemHttpResult>> (
            Guid run, Caller caller, LifecycleRuns runs, CancellationToken cancel) => runs.ProgressAsync(run, caller, cancel)).TellsProgress(About);
    }

    private async Task<Result<LifecycleScope>> ScopeAsync(Caller caller, StartLifecycleAssessment command, CancellationToken cancel)
    {
        await KnownAsync(caller.Tenant, cancel);
        return await judge.RefusalAsync(caller.Tenant, standard: null, command, cancel) is { } refusal
            ? refusal
            : new LifecycleScope(command.AsOf, command.From, command.To, caller.Subject);
    }

    protected override LifecycleProgress Answer(RunProgress run, LifecycleScope scope, LifecycleResult? result) => new(run, scope, result);

    protected override async Task<LifecycleResult> NamedAsync(Caller caller, LifecycleResult result, CancellationToken cancel) =>
        result with { Failures = await failed.NamedAsync(caller, result.Failures, cancel) };

    protected override LifecycleResult Sum(IReadOnlyList<LifecycleResult> parts) => LifecycleResult.Sum(parts);

    protected override async Task<LifecycleResult> HandleAsync(
        RunChunk chunk, LifecycleScope scope, IReadOnlyList<Guid> customers, CancellationToken cancel) =>
        LifecycleResult.Of(customers.Count, await judge.RunAsync(chunk, scope.Actor, customers, standard: null, scope, cancel));
}
