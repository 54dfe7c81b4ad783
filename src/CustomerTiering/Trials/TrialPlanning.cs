using System.Text;
using CustomerTiering.Policies;
using CustomerTiering.Segments;

namespace CustomerTiering.Trials;

/// <summary>Prepares a requested trial: reads the drafts, fills in the days, and records the prices of service plans.</summary>
public sealed class TrialPlanning(WrittenPolicies policies, StandardsInForce standards, FactsStore facts, SegmentFilters segments, TimeProvider time)
{
    /// <summary>The scope of the trial, or all errors of the request.</summary>
    public async Task<Result<TrialScope>> ScopeAsync(Caller caller, StartTrial command, CancellationToken cancel)
    {
        var drafts = new List<WrittenPolicy>();
        var errors = new List<FieldError>();
        foreach (var (draft, i) in command.Drafts!.Select((draft, i) => (draft, i)))
        {
            var path = $"$.drafts[{i}]";
            if ((await TextAsync(caller.Tenant, draft, path, cancel)).TryGet(out var text, out var problem)) drafts.Add(text);
            else if (problem.Errors is null) return problem;
            else errors.AddRange(problem.Errors);
        }
        if (!(await segments.ReadAsync(caller.Tenant, command.Segment, cancel)).TryGet(out _, out var unknown))
            errors.AddRange(unknown.Errors!.Select(error => error with { Field = $"$.{error.Field}" }));
        if (errors.Count > 0) return Problem.Invalid(errors);
        if (drafts.Find(draft => draft.Name != drafts[0].Name) is { } other)
            return Problem.Invalid(
                "$.drafts[1]", "another-ladder", $"Two drafts must be for the same ladder, got '{drafts[0].Name}' and '{other.Name}'.");

        var ladder = drafts[0].Name;
        var today = drafts[0].InForceFrom(DateOnly.MinValue).Compiled.Zone.DayOf(Instant.Of(time.GetUtcNow()));
        var to = command.To ?? today;
        var from = command.From ?? await BeginningAsync(caller.Tenant, ladder, cancel) ?? to;
        if (to > today)
            return Problem.Invalid(
                "$.to", "beyond-today", $"to must not be after today ({today:yyyy-MM-dd}); a trial of one customer accepts a later day.");
        if (from > to) return Problem.Invalid("$.to", "range-order", $"to ({to:yyyy-MM-dd}) must not be before from ({from:yyyy-MM-dd}).");
        return new TrialScope(
            drafts, ladder, from, to, await PricesAsync(caller.Tenant, today, cancel), caller.Subject, command.Segment, command.CarryHeld ?? false);
    }

    /// <summary>A version by name and number, or the given document. Errors are reported by their path in the request.</summary>
    /// <param name="path">The draft's path in the request.</param>
    public async Task<Result<WrittenPolicy>> TextAsync(TenantId tenant, TrialDraft draft, string path, CancellationToken cancel)
    {
        if (draft.Document is null)
        {
            var found = await policies.FindAsync(tenant, draft.Name!, draft.Version, cancel);
            return found.TryGet(out var version, out _)
                ? version
                : Problem.Broken(
                    "unknown-version", $"{path}: unknown {(draft.Version is { } number ? $"version {number} of " : "")}policy '{draft.Name}'.");
        }
        var read = await policies.ReadAsync(tenant, Encoding.UTF8.GetBytes(draft.Document.ToJsonString()), cancel);
        return read.TryGet(out var text, out var wrong)
            ? text
            : wrong with { Errors = [.. wrong.Errors!.Select(error => error with { Field = $"{path}.document{error.Field[1..]}" })] };
    }

    /// <summary>The first day of the ladder's policy or, without one, January 1 of the year of the earliest fact; null without facts.</summary>
    internal async Task<DateOnly?> BeginningAsync(TenantId tenant, string ladder, CancellationToken cancel)
    {
        if (await standards.LadderAsync(tenant, ladder, cancel) is { } versions) return versions.First.From;
        return await facts.EarliestYearAsync(tenant, cancel) is { } year ? new(year, 1, 1) : null;
    }

    /// <summary>The prices of the service plans by the latest version that has begun by a day; plans without a price are omitted.</summary>
    private async Task<IReadOnlyList<PlanPrice>> PricesAsync(TenantId tenant, DateOnly day, CancellationToken cancel) =>
    [
        .. from version in (await standards.ServicePlansAsync(tenant, cancel)).Value
           where version.From <= day
           group version.Compiled by version.Compiled.Code into plan
           where plan.Last().Cost is not null
           let cost = plan.Last().Cost
           select new PlanPrice(plan.Key, cost.Amount, cost.Currency, cost.Per),
    ];
}
