using CustomerTiering.Access;
using CustomerTiering.Facts;
using CustomerTiering.Http;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering;

namespace CustomerTiering.Trials;

/// <summary>What would be decided of one customer: by the rules of real decisions, from known and supposed facts.</summary>
public sealed class CustomerTrial(
    TrialPlanning planning, StandardsInForce standards, FactsStore facts, SupposedFacts supposed, DecidedTiers decided, TimeProvider time)
{
    private const int MostYears = 5;

    public async Task<Result<TriedTimeline>> RunAsync(Caller caller, TryCustomer command, CancellationToken cancel)
    {
        var (tenant, customer, asOf) = (caller.Tenant, command.Customer!.Value, command.AsOf!.Value);
        if (!(await VersionsAsync(caller, command, cancel)).TryGet(out var versions, out var unknown)) return unknown;
        if (OneByOne.Refusal(versions) is { } judged) return judged;
        var policy = versions[^1].Compiled;
        var today = policy.Zone.DayOf(Instant.Of(time.GetUtcNow()));
        if (asOf > today.AddYears(MostYears)) return Problem.Invalid("$.asOf", "too-far", $"asOf is at most {MostYears} years from today ({today:yyyy-MM-dd}).");
        if (!FactEndpoints.Source(command.Source).TryGet(out var source, out var unnamed)) return unnamed;
        if (!command.ReadFacts(policy.Zone).TryGet(out var stated, out var wrong)) return wrong;
        var referred = versions.Any(version => version.Compiled.Interest.Referred);
        if (!(await facts.LoadAsync(tenant, [customer], referred, cancel)).TryGetValue(customer, out var known)) return Problem.NotFound("customer");
        if (!(await supposed.BesideAsync(tenant, known, source, stated, cancel)).TryGet(out var all, out var refused)) return refused;

        // A draft begins afresh, as it does on history; what decides goes on from what is held.
        var ladder = policy.Policy.Ladder;
        var standing = (await decided.OnAsync(tenant, ladder, [customer], cancel)).GetValueOrDefault(customer);
        var held = command is { Document: null, Version: null } ? standing?.Held : null;
        var entries = TierTimelines.Due(tenant, versions, all, held, versions[0].From, asOf).ToList();
        return new TriedTimeline(
            customer, ladder, asOf, standing?.Held?.Tier, [.. entries.Select(TriedEntry.Of).OfType<TriedEntry>()],
            entries.Select(entry => entry.Entry).OfType<TimelineEntry.Failed>().FirstOrDefault()?.Error.Message, known.Position);
    }

    private async Task<Result<IReadOnlyList<StandardInForce<CompiledPolicy>>>> VersionsAsync(Caller caller, TryCustomer command, CancellationToken cancel)
    {
        if (command is { Document: null, Version: null })
        {
            var inForce = (await standards.PoliciesAsync(caller.Tenant, cancel)).Where(version => version.Compiled.Policy.Ladder == command.Ladder).ToList();
            return inForce.Count > 0 ? inForce : Problem.Broken("unknown-ladder", $"No policy of a ladder '{command.Ladder}' is in force.");
        }
        if (!(await planning.TextAsync(caller.Tenant, new(command.Ladder, command.Version, command.Document), "$", cancel)).TryGet(out var text, out var problem)) return problem;
        var from = command.From ?? await planning.BeginningAsync(caller.Tenant, text.Name, cancel) ?? command.AsOf!.Value;
        return (StandardInForce<CompiledPolicy>[])[text.InForceFrom(from)];
    }
}
