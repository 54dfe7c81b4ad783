using CustomerTiering.Policies;
using CustomerTiering.Segments;

namespace CustomerTiering.Reporting;

public static class ReadCustomerValue
{
    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/reports/customer-value", async Task<Results<Report<CustomerValue>, ProblemHttpResult>> (
            string? currency, string? segment, Caller caller, CustomerValues values, SegmentFilters filters, TodayOfStandards today,
            CancellationToken cancel) =>
        {
            if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var problem)) return problem.ToResult();
            if (currency is null && await values.CurrenciesAsync(caller.Tenant, cancel) is { Count: > 1 } several)
                return Problem.Invalid("currency", "several-currencies",
                    $"There are purchases in {string.Join(", ", several)}, which cannot be added; name one.").ToResult();
            var answer =
                await values.ReadAsync(caller.Tenant, currency, members, (await today.OfSegmentsAsync(caller.Tenant, cancel)).Of(segment), cancel);
            return new Report<CustomerValue>(await answer.Value.ToListAsync(cancel), answer.Position);
        })
        .AnswersFrom([.. CustomerValues.Asked, SegmentFilter.ReadModel])
            .WithTags("reports").WithSummary("Report the value of each customer so far").RequireRoles(Roles.ReadsCustomers);
}
