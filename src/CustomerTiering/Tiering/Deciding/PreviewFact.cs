using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Mvc;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>A fact of any kind in the import format. The members of its kind come in addition to these.</summary>
/// <param name="Customer">The customer's external id.</param>
/// <param name="Id">The fact's id at its source.</param>
public sealed record PreviewFact(string Kind, string Customer, string Id, DateTimeOffset At)
{
    internal static void Map(RouteGroupBuilder customers) => customers
        .MapPost("/{customer:guid}/facts/preview", async Task<Results<Ok<IReadOnlyList<DecisionPreview>>, ProblemHttpResult>> (
            Guid customer, HttpRequest request, Caller caller, [FromQuery] string? source, FactsStore facts, TriedFacts trial,
            DecisionPreviews previews,
            CancellationToken cancel) =>
        {
            if (!FactEndpoints.Source(source).TryGet(out var name, out var refused)) return refused.ToResult();
            using var buffer = new MemoryStream();
            await request.Body.CopyToAsync(buffer, cancel);
            var reading = FactReader.Read(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), zone: null);
            if (reading.Fact is not { } fact)
                return Problem.Invalid([.. reading.Errors.Select(error => new FieldError(error.Path, error.Code, error.Message))]).ToResult();
            if (await facts.RefusalAsync(caller.Tenant, customer, cancel) is { } undecidable) return undecidable.ToResult();
            if (!(await trial.TryAsync(new(caller.Tenant, caller.Subject, name), fact, customer, cancel)).TryGet(out var tried, out refused))
                return refused.ToResult();
            return (await previews.OfAsync(caller.Tenant, customer, tried, cancel)).TryGet(out var decisions, out refused)
                ? TypedResults.Ok(decisions)
                : refused.ToResult();
        })
        .Accepts<PreviewFact>("application/json").WithSummary("Preview the decisions that a fact would cause or change; nothing is recorded")
        .RequireRoles(Roles.Operator, Roles.Agent);
}
