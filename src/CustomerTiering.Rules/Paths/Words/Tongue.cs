using System.Globalization;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>Formats numbers, days and names in a language, independent of the machine's culture.</summary>
/// <param name="ToCustomer">Whether the text addresses the customer; otherwise it is for the company, about the customer.</param>
/// <param name="Names">Display names of things outside the policy; null: none available.</param>
internal sealed record Tongue(Language Language, bool ToCustomer = false, WordNames? Names = null)
{
    public bool IsEnglish => Language == Language.English;

    public WordNames Named => Names ?? WordNames.None;

    /// <summary>The text in this language.</summary>
    public string Say(string english, string chinese) => IsEnglish ? english : chinese;

    /// <summary>The text in this language and for this reader.</summary>
    public string Say(string english, string toCustomer, string chinese, string toCustomerInChinese) =>
        ToCustomer ? Say(toCustomer, toCustomerInChinese) : Say(english, chinese);

    public string Day(DateOnly day) => day.ToString(Say("d MMMM yyyy", "yyyy'年'M'月'd'日'"), CultureInfo.InvariantCulture);

    /// <summary>A day of the year.</summary>
    public string Day(MonthDay day) => day.In(2000).ToString(Say("d MMMM", "M'月'd'日'"), CultureInfo.InvariantCulture);

    /// <summary>A metric's value with its unit, if the unit is written: <c>1,240.00 CNY</c>, <c>1,240元</c>, <c>12</c>.</summary>
    public string Value(decimal value, string unit)
    {
        if (unit is not { Length: 3 } currency || !char.IsUpper(unit[0])) return Number(value);
        var decimals = !IsEnglish && value == decimal.Truncate(value)
            ? "" : Currencies.Smallest(currency) switch { 1 => "", 0.01m => "00", _ => "000" };
        var amount = value.ToString("#,##0." + decimals + "######", CultureInfo.InvariantCulture);
        return Say($"{amount} {currency}", currency == "CNY" ? $"{amount}元" : $"{amount} {currency}");
    }

    public string Number(decimal value) => value.ToString("#,##0.######", CultureInfo.InvariantCulture);

    /// <summary>A measured value without needless decimals: a mean or ratio to 4 decimals, from 1,000 on to 2.</summary>
    public string Found(decimal value, string unit) => char.IsUpper(unit[0]) ? Value(Math.Round(value, 2, MidpointRounding.ToEven), unit)
        : Value(Math.Round(value, Math.Abs(value) < 1_000 ? 4 : 2, MidpointRounding.ToEven), unit);

    /// <summary>Things that must be done together: <c>a and b and c</c>, <c>a、b，并c</c>.</summary>
    public string Together(IReadOnlyList<string> things) => IsEnglish
        ? string.Join(" and ", things)
        : things.Count < 2 ? string.Concat(things) : $"{string.Join("、", things.Take(things.Count - 1))}，并{things[^1]}";

    /// <summary>Alternatives: <c>a, b or c</c>, <c>a、b或c</c>.</summary>
    public string Either(IReadOnlyList<string> things) => things.Count < 2
        ? string.Concat(things) : string.Join(Say(", ", "、"), things.Take(things.Count - 1)) + Say(" or ", "或") + things[^1];

    /// <summary>A name within a sentence. A capitalised name takes no article.</summary>
    public string WithArticle(string name) => char.IsUpper(name[0]) ? name : Say("the ", "") + name;

    public string Quoted(string name) => $"“{name}”";

    /// <summary>A number of things: <c>1 order</c>, <c>3 orders</c>.</summary>
    public string Count(decimal number, string one, string many) => $"{Number(number)} {(number == 1 ? one : many)}";

    /// <summary>The text in this language; null if there is none.</summary>
    public string? In(LocalizedText? text) => text?.In(Say("en", "zh"));

    /// <summary>The tier's name in the language, otherwise its code.</summary>
    public string NameOf(Tier tier) => In(tier.Name) ?? tier.Code;

    public string Length(Period period)
    {
        var months = Say(Count(period.Months, "month", "months"), $"{period.Months}个月");
        var days = Say(Count(period.Days, "day", "days"), $"{period.Days}天");
        return period.Days == 0 ? months : period.Months == 0 ? days : Say($"{months} and {days}", $"{months}零{days}");
    }
}
