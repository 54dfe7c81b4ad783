using System.Globalization;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the exchange rates of a document.</summary>
internal static class RateReader
{
    public static readonly string[] Known = ["currency", "from", "rate"];

    /// <summary>The valid rates, in document order.</summary>
    /// <param name="own">The document's own currency; null if unreadable.</param>
    public static EquatableList<ExchangeRate> Read(Cursor? rates, string? own)
    {
        var seen = new HashSet<(string, DateOnly)>();
        return [.. (rates?.Items() ?? []).Select(item => One(item, own, seen)).OfType<ExchangeRate>()];
    }

    private static ExchangeRate? One(Cursor item, string? own, HashSet<(string, DateOnly)> seen)
    {
        if (item.Object(Known) is not { } members) return null;
        var written = members.Required("currency");
        var currency = DocumentFrame.Currency(written);
        if (currency is not null && currency == own)
            written!.Refuse(ErrorCodes.OwnCurrency, $"{own} is the document's own currency and must not have a rate");
        var from = Day(members.Required("from"));
        var rate = Rate(members.Required("rate"));
        if (currency is null || from is not { } day) return null;
        if (!seen.Add((currency, day))) item.Refuse(ErrorCodes.DuplicateValue, $"there is already a rate of {currency} from {day:yyyy-MM-dd}");
        return rate is { } known ? new(currency, day, known) : null;
    }

    private static decimal? Rate(Cursor? rate)
    {
        if (rate?.Number(Limits.Rate, Limits.Decimals) is not { } number) return null;
        if (number > 0) return number;
        rate.Refuse(ErrorCodes.OutOfBounds, "a rate must be above 0");
        return null;
    }

    private static DateOnly? Day(Cursor? from)
    {
        if (from?.Text() is not { } text) return null;
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        from.Refuse(ErrorCodes.InvalidDate, $"'{JsonPath.Cut(text)}' is not a day such as 2026-01-31");
        return null;
    }
}
