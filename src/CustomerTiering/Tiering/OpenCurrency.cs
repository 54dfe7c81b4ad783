using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tiering;

/// <summary>A currency whose amounts do not count on a ladder before an instant, since the policy has no rate for them.</summary>
/// <param name="Ladder">The ladder.</param>
/// <param name="Currency">The currency of the purchases.</param>
/// <param name="Before">The start of the first day that has a rate, in the policy's zone; null: no day has one.</param>
internal sealed record OpenCurrency(string Ladder, string Currency, Instant? Before)
{
    /// <summary>As it is compared with the text of a purchase's instant, which sorts as time does.</summary>
    internal string BeforeText => Before?.ToString() ?? "~";

    /// <summary>The open currencies of every ladder whose policy counts amounts, as its version of today sees them.</summary>
    /// <param name="versions">All versions of all ladders, by ladder and first day.</param>
    /// <param name="currencies">The currencies of all purchases.</param>
    /// <param name="now">By which today is told in each zone.</param>
    internal static IReadOnlyList<OpenCurrency> Of(IEnumerable<StandardInForce<CompiledPolicy>> versions, IReadOnlyCollection<string> currencies, DateTimeOffset now) =>
    [
        .. versions.GroupBy(version => version.Reference.Id).Select(ladder => VersionOn([.. ladder], now).Compiled).Where(policy => policy.CountsAmounts)
            .SelectMany(policy => currencies.Where(currency => currency != policy.Policy.Currency).Select(currency => Of(policy, currency))),
    ];

    /// <summary>The version of today; before the first one begins, the first, and after a ladder was retired, the last.</summary>
    internal static StandardInForce<CompiledPolicy> VersionOn(IReadOnlyList<StandardInForce<CompiledPolicy>> versions, DateTimeOffset now) =>
        TierTimelines.VersionOn(versions, versions[^1].Compiled.Zone.DayOf(Instant.Of(now)));

    private static OpenCurrency Of(CompiledPolicy policy, string currency)
    {
        DateOnly? first = policy.Rates.Where(rate => rate.Currency == currency).Select(rate => (DateOnly?)rate.From).Min();
        return new(policy.Policy.Ladder, currency, first is { } day ? policy.Zone.StartOf(day) : null);
    }
}
