using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering.Reading;

/// <summary>A currency whose amounts do not count on a ladder before an instant, since the policy has no rate for them.</summary>
/// <param name="Currency">The currency of the purchases.</param>
/// <param name="Before">The start of the first day that has a rate, in the policy's zone; null: no day has one.</param>
internal sealed record OpenCurrency(string Ladder, string Currency, Instant? Before)
{
    /// <summary>As it is compared with the text of a purchase's instant, which sorts as time does.</summary>
    internal string BeforeText => Before?.ToString() ?? "~";

    /// <summary>The open currencies of every ladder whose policy counts amounts, as its version of today sees them.</summary>
    /// <param name="ladders">All ladders.</param>
    /// <param name="currencies">The currencies of all purchases.</param>
    /// <param name="now">By which today is told in each zone.</param>
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
