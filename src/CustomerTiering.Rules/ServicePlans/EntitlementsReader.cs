using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.ServicePlans;

/// <summary>Reads the entitlements of a plan.</summary>
internal static class EntitlementsReader
{
    /// <summary>The maximum number of entries per list.</summary>
    public const int Most = 100;

    public const decimal MostOfABenefit = 1_000_000_000m;

    public static readonly string[] Known = ["times", "dedicatedManager", "contactEvery", "discounts", "benefits"];
    public static readonly string[] Time = ["priority", "response", "resolution"];
    public static readonly string[] Discount = ["category", "percent"];
    public static readonly string[] Benefit = ["code", "name", "quantity", "unit", "per"];

    public static Entitlements? Read(Cursor? entitlements)
    {
        if (entitlements?.Object(Known) is not { } members) return null;
        var times = List(
            members.Optional("times"), "priority", "each priority may occur once; one entry without a priority applies to all others", ReadTime);
        var manager = members.Optional("dedicatedManager")?.Flag();
        var contact = Period(members.Optional("contactEvery"));
        var discounts = List(members.Optional("discounts"), "category",
            "each category may occur once; one entry without a category applies to all others", ReadDiscount);
        var benefits = List(members.Optional("benefits"), "code", "each benefit code may occur once", ReadBenefit);
        return new(times, manager, contact, discounts, benefits);
    }

    /// <summary>The valid entries. <paramref name="key"/> must be unique among them.</summary>
    private static EquatableList<T> List<T>(Cursor? list, string key, string once, Func<Cursor, T?> read)
        where T : class
    {
        if (list?.Items() is not { } items) return [];
        if (items.Count > Most) list.Refuse(ErrorCodes.TooManyEntries, $"expected at most {Most} entries, got {items.Count}");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var entries = new List<T>();
        foreach (var item in items)
        {
            if (read(item) is { } entry) entries.Add(entry);
            if (item.Kind == System.Text.Json.JsonValueKind.Object && !seen.Add(item.Peek(key)?.PeekedText ?? ""))
                item.Refuse(ErrorCodes.DuplicateValue, once);
        }
        return [.. entries];
    }

    private static ServiceTime? ReadTime(Cursor time)
    {
        if (time.Object(Time) is not { } members) return null;
        var priority = members.Optional("priority")?.Name();
        var (response, resolution) = (members.Optional("response"), members.Optional("resolution"));
        if (response is null && resolution is null) time.Refuse(ErrorCodes.NothingPromised, "give a response time, a resolution time, or both");
        if (Promised(response) is { } first && Promised(resolution) is { } last && last < first)
            resolution!.Refuse(ErrorCodes.ResolutionBeforeResponse, "the resolution must not be shorter than the response");
        return new(priority, response?.PeekedText, resolution?.PeekedText);
    }

    private static TimeSpan? Promised(Cursor? written)
    {
        if (written?.Text() is not { } text) return null;
        if (PromisedTime.TryParse(text, out var time)) return time;
        written.Refuse(ErrorCodes.InvalidDuration, $"'{JsonPath.Cut(text)}' {PromisedTime.Rule}");
        return null;
    }

    private static Discount? ReadDiscount(Cursor discount)
    {
        if (discount.Object(Discount) is not { } members) return null;
        var category = members.Optional("category")?.Name();
        var percent = Above0(members.Required("percent"), 100, 2);
        return percent is null ? null : new(category, percent.Value);
    }

    private static Benefit? ReadBenefit(Cursor benefit)
    {
        if (benefit.Object(Benefit) is not { } members) return null;
        var code = ServicePlanReader.Code(members.Required("code"));
        var name = ServicePlanReader.Name(members.Required("name"));
        var quantity = Above0(members.Optional("quantity"), MostOfABenefit, 6);
        var unit = members.Optional("unit")?.Name();
        var per = Period(members.Optional("per"));
        return code is null ? null : new(code, name, quantity, unit, per);
    }

    private static decimal? Above0(Cursor? written, decimal most, int decimals)
    {
        if (written?.Number(most, decimals) is not { } value) return null;
        if (value > 0) return value;
        written.Refuse(ErrorCodes.OutOfBounds, $"expected more than 0, got {PlainDecimal.Format(value)}");
        return null;
    }

    private static string? Period(Cursor? written) => written?.Period() is null ? null : written.PeekedText;
}
