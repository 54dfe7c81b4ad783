using System.Collections.Frozen;

namespace CustomerTiering.Rules.Paths.Words;

/// <summary>The names of common currencies; all others are shown by their code.</summary>
internal static class CurrencyWords
{
    private static readonly FrozenDictionary<string, (string English, string Chinese)> Names = new Dictionary<string, (string, string)>
    {
        ["AUD"] = ("Australian dollars", "澳元"),
        ["CAD"] = ("Canadian dollars", "加元"),
        ["CHF"] = ("Swiss francs", "瑞士法郎"),
        ["CNY"] = ("Chinese yuan", "人民币"),
        ["EUR"] = ("euros", "欧元"),
        ["GBP"] = ("pounds sterling", "英镑"),
        ["HKD"] = ("Hong Kong dollars", "港元"),
        ["INR"] = ("Indian rupees", "印度卢比"),
        ["JPY"] = ("Japanese yen", "日元"),
        ["KRW"] = ("Korean won", "韩元"),
        ["MOP"] = ("Macanese patacas", "澳门元"),
        ["SGD"] = ("Singapore dollars", "新加坡元"),
        ["TWD"] = ("New Taiwan dollars", "新台币"),
        ["USD"] = ("US dollars", "美元"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(string code, Tongue tongue) => Names.TryGetValue(code, out var name) ? tongue.Say(name.English, name.Chinese) : code;
}
