using System.Globalization;

namespace CustomerTiering.Benchmarks;

/// <summary>One row of the table.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Wanted">What is wanted of it.</param>
/// <param name="Limit">What bounds it, measured in the same run; empty where nothing does.</param>
/// <param name="Measured">What came out.</param>
/// <param name="Share">What came out as a share of the limit, or of what is wanted.</param>
/// <param name="Met">Whether it is what is wanted; null for a line that only explains another.</param>
internal sealed record Figure(string Name, string Wanted, string Limit, string Measured, string Share, bool? Met)
{
    /// <summary>A rate that is judged by its share of a limit.</summary>
    internal static Figure OfLimit(string name, double share, string limitName, double limit, double rate) => new(
        name, string.Create(CultureInfo.InvariantCulture, $"{share:P0} of the limit"), $"{Rate(limit)} ({limitName})", Rate(rate),
        Percent(rate / limit), rate / limit >= share);

    /// <summary>A rate that is judged by itself.</summary>
    internal static Figure AtLeast(string name, double wanted, double rate, string limit = "") =>
        new(name, Rate(wanted), limit, Rate(rate), Percent(rate / wanted), rate >= wanted);

    /// <summary>A time that is judged by itself.</summary>
    internal static Figure AtMost(string name, double seconds, double taken, string limit = "") =>
        new(name, string.Create(CultureInfo.InvariantCulture, $"{seconds:0.#} s"), limit,
            string.Create(CultureInfo.InvariantCulture, $"{taken:0.00} s"), Percent(taken / seconds), taken <= seconds);

    /// <summary>A line beside another.</summary>
    internal static Figure Beside(string name, string measured) => new(name, "", "", measured, "", null);

    internal static string Rate(double perSecond) => string.Create(CultureInfo.InvariantCulture, $"{perSecond:N0}/s");

    internal static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
