namespace CustomerTiering.Api.Demo;

/// <summary>A product of the demo shop; price and cost in yuan.</summary>
internal sealed record DemoProduct(string Code, string Category, decimal Price, decimal Cost);

/// <summary>The names, trades, products and seasons of the demo company.</summary>
internal static class DemoCatalogue
{
    internal static readonly string[] FamilyNames = ["Wang", "Li", "Zhang", "Liu", "Chen", "Yang", "Zhao", "Huang", "Zhou", "Wu", "Xu", "Sun", "Ma",
        "Zhu", "Hu", "Guo", "He", "Lin", "Gao", "Luo"];

    internal static readonly string[] GivenNames = ["Wei", "Fang", "Na", "Min", "Jing", "Lei", "Jun", "Yan", "Tao", "Ming", "Chao", "Xin", "Ying",
        "Hui", "Ping", "Gang", "Hong", "Yu", "Lan", "Bo"];

    internal static readonly string[] Trades =
        ["manufacturing", "hospitality", "education", "software", "logistics", "health", "construction", "retail"];

    internal static readonly string[] Cities = ["Shanghai", "Hangzhou", "Suzhou", "Nanjing", "Ningbo", "Wuxi"];

    internal static readonly string[] Sizes = ["small", "small", "small", "medium", "medium", "large"];

    internal static readonly string[] Grades = ["A", "B", "B", "C", "C", "D"];

    internal static readonly string[] ComplaintCategories = ["delivery", "quality", "billing", "service"];

    internal static readonly DemoProduct[] Products =
    [
        new("tea-set", "home", 328m, 171m), new("lamp", "home", 249m, 128.5m), new("quilt", "home", 699m, 402m), new("wok", "home", 199m, 96m),
        new("phone", "electronics", 2999m, 2510m), new("earbuds", "electronics", 499m, 301m), new("tablet", "electronics", 1899m, 1520m),
        new("charger", "electronics", 99m, 38.8m),
        new("shirt", "clothing", 159m, 61m), new("coat", "clothing", 799m, 355m), new("shoes", "clothing", 459m, 214m),
        new("scarf", "clothing", 129m, 45m),
        new("tea", "food", 188m, 92m), new("gift-box", "food", 268m, 139m), new("coffee", "food", 89m, 47m), new("mooncakes", "food", 158m, 70m),
        new("serum", "care", 369m, 122m), new("cream", "care", 219m, 83m), new("toothbrush", "care", 299m, 166m),
        new("bag", "accessories", 559m, 240m), new("watch", "accessories", 1299m, 690m), new("cable", "accessories", 39m, 9.9m),
    ];

    /// <summary>Activity by month in per cent, with New Year and the sales of June and November.</summary>
    internal static readonly int[] Season = [125, 90, 85, 90, 100, 130, 90, 95, 105, 100, 170, 130];
}
