using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;

namespace CustomerTiering.Appeals;

/// <summary>A step taken by a person.</summary>
/// <param name="Text">
/// Plain text for approvers and callers who may see personal data, <c>(sealed)</c> for others, <c>(erased)</c> after the key was destroyed.
/// </param>
public sealed record AppealStepAnswer(string By, DateTimeOffset At, string? Text);

/// <summary>An appeal in full.</summary>
/// <param name="Ladder">The ladder of the decision.</param>
/// <param name="Decision">The contested decision.</param>
/// <param name="Status">filed, under-review, upheld, dismissed, or closed (the customer was merged into another).</param>
/// <param name="Overdue">Whether it awaits an answer after its last day.</param>
/// <param name="Missed">Whether the deadline was missed, even if answered later.</param>
/// <param name="Deadline">The last day for a timely answer, included, UTC.</param>
/// <param name="Filed">Who filed it, when, and the grounds.</param>
/// <param name="Review">Who is reviewing it, and since when.</param>
/// <param name="Answer">Who answered it, and the text of the answer.</param>
/// <param name="NewDecision">The new decision that answers the appeal.</param>
/// <param name="Override">The override that answers the appeal.</param>
public sealed record AppealDetails(
    Guid Id, Guid Customer, string Ladder, Guid Decision, AppealStatus Status, bool Overdue, bool Missed, string Channel, DateOnly Deadline,
    AppealStepAnswer Filed,
    AppealStepAnswer? Review, AppealStepAnswer? Answer, Guid? NewDecision, Guid? Override);

/// <summary>An appeal in a list.</summary>
public sealed record ListedAppeal(Guid Id, AppealState State);

/// <summary>Appeals of all customers, the most urgent first.</summary>
public sealed class AppealLists(ReadModels readModels, People people, Cursors cursors, TimeProvider time)
{
    /// <summary>The states to filter by. <c>open</c> awaits an answer; <c>overdue</c> awaits an answer after its last day.</summary>
    public static IReadOnlyList<string> States { get; } = ["open", "overdue", "filed", "under-review", "upheld", "dismissed", "closed"];

    private static readonly AppealsProjection Appeals = new();

    /// <summary>Appeals in a state, or all appeals, by deadline.</summary>
    public async Task<Result<ReadAnswer<Page<ListedAppeal>>>> ReadAsync(
        TenantId tenant, string? state, int? limit, string? cursor, CancellationToken cancel)
    {
        if (state is not null && !States.Contains(state))
            return Problem.Invalid("state", "unknown-word", $"state must be one of {string.Join(", ", States)}.");
        if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong;
        var list = $"appeals?state={state}";
        var answer = await readModels.ReadAsync<Result<Page<ListedAppeal>>>(tenant, [AppealsProjection.ProjectionName], async snapshot =>
        {
            var generation = snapshot.Generation(AppealsProjection.ProjectionName);
            if (!cursors.Read(tenant, list, generation, cursor).TryGet(out var after, out var bad)) return bad;
            var rows = await snapshot.QueryAsync(
                generation,
                SqlText.Read(typeof(AppealLists), "appeals-in-turn"),
                new Dictionary<string, object>
                {
                    ["after"] = after?.Key ?? "",
                    ["statuses"] = state switch { null => [], "open" or "overdue" => (string[])["filed", "under-review"], _ => [state] },
                    ["before"] = state == "overdue" ? $"{Today:yyyy-MM-dd}" : "a",
                    ["limit"] = size + 1,
                },
                row => (Appeal: new ListedAppeal(Guid.Parse(row.GetString(0)), Appeals.Read(row.GetFieldValue<byte[]>(1))), Place: row.GetString(2)),
                cancel);
            return new Page<ListedAppeal>(
                [.. rows.Take(size).Select(row => row.Appeal)],
                rows.Count > size ? cursors.Protect(tenant, list, new(generation, 0, rows[size - 1].Place)) : null);
        }, cancel);
        return answer.Value.TryGet(out var page, out var problem) ? new ReadAnswer<Page<ListedAppeal>>(page, answer.Position) : problem;
    }

    /// <summary>Appeals with the texts that the caller may see.</summary>
    internal async Task<IReadOnlyList<AppealDetails>> ShowAsync(Caller caller, IReadOnlyList<ListedAppeal> all, CancellationToken cancel)
    {
        // Approvers must be able to read the grounds.
        var reads = caller.SeesPersons || caller.Roles.Contains(Roles.Approver);
        var persons = reads && all.Count > 0 ? await people.ByCustomerAsync(
            caller.Tenant, [.. all.Select(one => one.State.Customer).Distinct()], cancel) : new Dictionary<Guid, Person>();
        return [.. all.Select(one => Show(one, step => step is null
            ? null
            : new(step.By, step.At, ReadableEvents.Text(caller.Tenant, step.Text, reads, persons.GetValueOrDefault(one.State.Customer)?.Key))))];
    }

    /// <summary>Whether it awaits an answer after its last day.</summary>
    public bool IsOverdue(AppealState state) => state.IsOpen && state.Deadline < Today;

    private DateOnly Today => DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);

    private AppealDetails Show(ListedAppeal listed, Func<AppealStep?, AppealStepAnswer?> step)
    {
        var one = listed.State;
        return new(
            listed.Id, one.Customer, one.Ladder, one.Decision, one.Status, IsOverdue(one), one.Missed, one.Channel, one.Deadline, step(one.Filed)!,
            step(one.Review),
            step(one.Answer), one.NewDecision, one.Override);
    }
}

public static class ReadAppeals
{
    internal static void Map(RouteGroupBuilder appeals)
    {
        appeals.MapGet("/", async Task<Results<Read<Page<AppealDetails>>, ProblemHttpResult>> (
                string? state, int? limit, string? cursor, Caller caller, AppealLists lists, CancellationToken cancel) =>
            {
                var result = await lists.ReadAsync(caller.Tenant, state, limit, cursor, cancel);
                return result.TryGet(out var answer, out var problem)
                    ? new Read<Page<AppealDetails>>(
                        new(await lists.ShowAsync(caller, answer.Value.Items, cancel), answer.Value.Next), answer.Position)
                    : problem.ToResult();
            })
            .WithSummary("List appeals, the most urgent first").AnswersFrom(AppealsProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);

        appeals.MapGet("/{id:guid}", async Task<Results<Read<AppealDetails>, ProblemHttpResult>> (
                Guid id, Caller caller, AppealSteps steps, AppealLists lists, EventLog.Read.LogReader reader, CancellationToken cancel) =>
            {
                var head = await reader.HeadAsync(caller.Tenant, cancel);
                return await steps.FindAsync(caller, id, cancel) is { } state
                    ? new Read<AppealDetails>((await lists.ShowAsync(caller, [new(id, state)], cancel))[0], head.Position, state.Version)
                    : Problem.NotFound("appeal").ToResult();
            })
            .WithSummary("Get an appeal").RequireRoles(Roles.ReadsCustomers);
    }
}
