using System.Globalization;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Activity;

/// <summary>A customer's facts as of the end of a day, as known at a position of the log.</summary>
/// <param name="AsOf">The day, included.</param>
/// <param name="TimeZone">The time zone of the day.</param>
/// <param name="KnownAt">The position up to which the log was read.</param>
/// <param name="Count">Number of facts on all pages.</param>
/// <param name="Facts">By time and id, as corrected, in the format of recorded facts. Ids are those of the log.</param>
/// <param name="Next">Cursor of the next page; null at the end.</param>
public sealed record FactsAsOf(
    Guid Customer, DateOnly AsOf, string TimeZone, long KnownAt, DateOnly? Joined, int Count, IReadOnlyList<JsonObject> Facts, string? Next);

/// <summary>What was known about a customer, by valid time and by recorded time.</summary>
public static class ReadFactsAsOf
{
    /// <summary>One page of facts. Facts after the day are excluded, even if already known.</summary>
    internal static (IReadOnlyList<JsonObject> Facts, int Count, bool More) Page(CustomerFacts facts, AsKnown at, int skip, int size)
    {
        var held = facts.Through(at.AsOf, at.Zone).Facts;
        return ([.. held.Skip(skip).Take(size).Select(fact => Shape(facts.Customer, fact))], held.Count, held.Count > skip + size);
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/customers/{customer:guid}/facts", async Task<Results<Read<FactsAsOf>, ProblemHttpResult>> (
            Guid customer, DateOnly? asOf, string? knownAt, string? timeZone, int? limit, string? cursor, Caller caller, LogReader reader,
            Cursors cursors,
            TimeProvider time, CancellationToken cancel) =>
        {
            if (!PageSize.Of(limit).TryGet(out var size, out var wrong)) return wrong.ToResult();
            var asked = await AsKnown.ReadAsync(reader, caller.Tenant, time.GetUtcNow(), asOf, knownAt, timeZone, cancel);
            if (!asked.TryGet(out var at, out var problem)) return problem.ToResult();
            var list = $"facts/{customer:D}/{at.AsOf:yyyy-MM-dd}/{at.Zone.Id}/{knownAt}";
            if (!cursors.Read(caller.Tenant, list, 0, cursor).TryGet(out var after, out var bad)) return bad.ToResult();
            if (after is not null) at = at with { Position = after.Position }; // all pages use the same log position
            if (await CustomerPast.FactsAsync(reader, caller.Tenant, customer, at.Position, cancel) is not { } facts)
                return Problem.NotFound("customer").ToResult();
            var skip = after is null ? 0 : int.Parse(after.Key, CultureInfo.InvariantCulture);
            var (shown, count, more) = Page(facts, at, skip, size);
            var next = more ? cursors.Protect(caller.Tenant, list, new(0, at.Position, (skip + size).ToString(CultureInfo.InvariantCulture))) : null;
            return new Read<FactsAsOf>(new(customer, at.AsOf, at.Zone.Id, at.Position, facts.Joined(at.Zone), count, shown, next), at.Position);
        })
        .WithSummary("Get a customer's facts as of a day, as known at a position or an instant").RequireRoles(Roles.ReadsCustomers);

    private static JsonObject Shape(string customer, Fact fact) =>
        JsonNode.Parse(FactWriter.Write(new(fact.Kind, customer, fact.Id, fact.At, fact.Channel, fact, PersonalTexts.None, null)))!.AsObject();
}
