using CustomerTiering.Policies;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>A period in which amounts of a currency count since a version of a policy brought a rate.</summary>
/// <param name="From">Start of the first day that has a rate now, in the policy's zone; inclusive.</param>
/// <param name="Until">Start of the first day that had a rate before, exclusive; null if no day had one.</param>
internal sealed record NewlyRated(string Currency, Instant From, Instant? Until)
{
    /// <summary>The periods that a version's rates let earlier versions count for the first time.</summary>
    /// <param name="versions">All versions of the ladder, by first day.</param>
    /// <param name="number">The version that brings the rates.</param>
    internal static IReadOnlyList<NewlyRated> By(LadderVersions versions, int number) =>
        [.. versions.All.TakeWhile(version => version.Reference.Version != number).SelectMany(earlier => By(earlier.Compiled, number)).Distinct()];

    private static IEnumerable<NewlyRated> By(CompiledPolicy earlier, int number) =>
        from rate in earlier.LaterRates
        where rate.Version == number
        group rate.Rate.From by rate.Rate.Currency into brought
        select new NewlyRated(brought.Key, earlier.Zone.StartOf(brought.Min()),
            KnownBefore(earlier, brought.Key, number) is { } day ? earlier.Zone.StartOf(day) : null);

    /// <summary>The first day with a rate of the earlier version itself or of a version between the two.</summary>
    private static DateOnly? KnownBefore(CompiledPolicy earlier, string currency, int number) => earlier.Policy.Rates
        .Concat(earlier.LaterRates.TakeWhile(rate => rate.Version != number).Select(rate => rate.Rate))
        .Where(rate => rate.Currency == currency).Select(rate => (DateOnly?)rate.From).Min();
}
