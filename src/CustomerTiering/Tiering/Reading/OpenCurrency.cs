using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A currency whose amounts before an instant do not count on a ladder, because the policy has no rate for them.</summary>
/// <param name="Before">Start of the first day that has a rate, in the policy's zone; null if no day has one.</param>
internal sealed record OpenCurrency(string Ladder, string Currency, Instant? Before)
{
    /// <summary>The instant as text, in the form and sort order of purchase times; after all of them if null.</summary>
    internal string BeforeText => Before?.ToString() ?? "~";

    /// <summary>The open currencies of every ladder whose policy counts amounts, by the version in force today.</summary>
    /// <param name="currencies">The currencies of all purchases.</param>
    /// <param name="now">The current time, which gives today in each zone.</param>
    internal static IReadOnlyList<OpenCurrency> Of(IEnumerable<LadderVersions> ladders, IReadOnlyCollection<string> currencies, DateTimeOffset now) =>
    [
        .. ladders.Select(ladder => ladder.On(ladder.Today(now)).Compiled).Where(policy => policy.CountsAmounts)
            .SelectMany(policy => currencies.Where(currency => currency != policy.Policy.Currency).Select(currency => Of(policy, currency))),
    ];

    private static OpenCurrency Of(CompiledPolicy policy, string currency)
    {
        DateOnly? first = policy.Rates.Where(rate => rate.Currency == currency).Select(rate => (DateOnly?)rate.From).Min();
        return new(policy.Policy.Ladder, currency, first is { } day ? policy.Zone.StartOf(day) : null);
    }
}
