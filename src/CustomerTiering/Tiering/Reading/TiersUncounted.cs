using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Reading;

/// <summary>
/// The amounts that do not count for a customer's tiers as of today. The last decision may not include them, because evaluations without a change are
/// not recorded. Facts are loaded only for ladders on which amounts of the customer, or of customers who count for it, have no rate.
/// </summary>
public sealed class TiersUncounted(FactsStore facts, StandardsInForce standards, UncountedAmounts amounts, TimeProvider time)
{
    /// <summary>By ladder; ladders without such amounts are omitted.</summary>
    internal async Task<IReadOnlyDictionary<string, IReadOnlyList<UncountedSum>>> OfAsync(
        TenantId tenant, Guid customer, IReadOnlyList<TierView> views, CancellationToken cancel)
    {
        var found = new Dictionary<string, IReadOnlyList<UncountedSum>>();
        var ladders = await standards.LaddersAsync(tenant, cancel);
        var own = (await amounts.CurrenciesAsync(tenant, customer, cancel)).Select(one => one.Ladder).ToHashSet();
        var others = ladders.Any(BearOnOneAnother) ? (await amounts.CurrenciesAsync(tenant, cancel)).Select(one => one.Ladder).ToHashSet() : [];
        foreach (var view in views.Where(view => view.Held is not null))
        {
            if (ladders.FirstOrDefault(one => one.Ladder == view.Ladder) is not { } versions) continue;
            if (!own.Contains(view.Ladder) && !(others.Contains(view.Ladder) && BearOnOneAnother(versions))) continue;
            if (await OfAsync(tenant, customer, view, versions, cancel) is { } sums) found[view.Ladder] = sums;
        }
        return found;
    }

    /// <summary>Whether purchases of other customers count for a customer: those of its group, or of customers whom it referred.</summary>
    private static bool BearOnOneAnother(LadderVersions versions) => versions.JudgesGroups || versions.LooksAtReferred;

    private async Task<IReadOnlyList<UncountedSum>?> OfAsync(
        TenantId tenant, Guid customer, TierView view, LadderVersions versions, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (policy, held) = (versions.On(versions.Today(now)).Compiled, TiersProjection.State(view).Held!);
        // A tier unknown to this version is judged by the version that gave it.
        if (policy.RankOf(held.Tier) is null) policy = versions.WithDigest(view.Policy.Digest).Compiled;
        var known = (await facts.LoadAsync(tenant, [customer], policy.Interest.Referred, cancel, withGroups: policy.Policy.JudgesGroups))
            .GetValueOrDefault(customer);
        if (known is null) return null;
        return Decide.Stand(policy, known.Facts, held, policy.Zone.DayOf(Instant.Of(now))).Assessment is { } assessment
            ? UncountedSum.Of(assessment) : null;
    }
}
