using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;

namespace CustomerTiering.Activity;

/// <summary>The current state of a purchase.</summary>
/// <param name="Id">The purchase's fact id; for a return without a known purchase, the return's fact id.</param>
/// <param name="Purchase">False for a return without a known purchase.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Amount">The amount that counts as spend.</param>
/// <param name="Returned">The amount returned.</param>
/// <param name="Returns">Number of returns.</param>
/// <param name="Cancelled">When it was cancelled; absent if not cancelled or if reinstated.</param>
/// <param name="Net">
/// Amount minus returned, never below 0. 0 while cancelled, because returns are cancelled too. For a return that names no purchase, minus the
/// returned amount.
/// </param>
/// <param name="Channel">Free text.</param>
public sealed record PurchaseAnswer(
    Guid Id, bool Purchase, Instant At, string Currency, decimal Amount, decimal Returned, int Returns, Instant? Cancelled, decimal Net,
    string? Channel)
{
    internal static PurchaseAnswer Of(Guid id, PurchaseView view) => new(
        id, view.Known, view.At, view.Currency, view.Amount, view.Returned, view.Returns.Count, view.Cancelled, view.Net, view.Channel);
}

/// <summary>A customer's purchases, latest first.</summary>
public static class ReadPurchases
{
    private static readonly PurchasesProjection Projection = new();

    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/customers/{customer:guid}/purchases", async Task<Results<Read<Page<PurchaseAnswer>>, ProblemHttpResult>> (
            Guid customer, int? limit, string? cursor, Caller caller, ReadModels readModels, LogReader reader, Cursors cursors,
            CancellationToken cancel) =>
        {
            if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
            if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
            var list = $"purchases/{customer:D}";
            var one = await CustomerPast.OneAsync(reader, caller.Tenant, customer, cancel);
            var answer =
                await readModels.ReadAsync<Result<Page<PurchaseAnswer>>>(caller.Tenant, [PurchasesProjection.ProjectionName], async snapshot =>
            {
                var generation = snapshot.Generation(PurchasesProjection.ProjectionName);
                if (!cursors.Read(caller.Tenant, list, generation, cursor).TryGet(out var after, out var bad)) return bad;
                var last = (after?.Key ?? "~ ").Split(' '); // "~" sorts after every time
                var rows = await snapshot.QueryAsync(
                    generation,
                    SqlText.Read(typeof(ReadPurchases), "purchases-of-customers"),
                    new Dictionary<string, object>
                    {
                        ["customers"] = one.Select(each => each.ToString("D")).ToArray(),
                        ["at"] = last[0],
                        ["key"] = last[1],
                        ["limit"] = size + 1
                    },
                    row => (Key: row.GetString(0), View: Projection.Read(row.GetFieldValue<byte[]>(1)), At: row.GetString(2)), cancel);
                var next = rows.Count > size ? cursors.Protect(caller.Tenant, list, new(generation, 0, $"{rows[size - 1].At} {rows[size - 1].Key}"))
                    : null;
                return new Page<PurchaseAnswer>([.. rows.Take(size).Select(row => PurchaseAnswer.Of(Guid.Parse(row.Key), row.View))], next);
            }, cancel);
            return answer.Value.TryGet(out var page, out var problem) ? new Read<Page<PurchaseAnswer>>(page, answer.Position) : problem.ToResult();
        })
        .WithSummary("List a customer's purchases with their returns, latest first").RequireRoles(Roles.ReadsCustomers)
        .AnswersFrom(PurchasesProjection.ProjectionName);
}
