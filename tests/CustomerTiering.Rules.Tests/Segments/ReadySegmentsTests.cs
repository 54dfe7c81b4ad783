using System.Runtime.CompilerServices;
using CustomerTiering.Rules.Facts;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Segments;

/// <summary>The segments of <c>docs/segments</c>, and who of six customers is in them on 31 March 2026.</summary>
public sealed class ReadySegmentsTests
{
    private static readonly Dictionary<string, Fact[]> Customers = new()
    {
        ["factory"] =
            [Customer("2025-01-01", ["business"], "c", ("industry", "manufacturing"), ("size", "large"), ("city", "Shanghai"),
                ("relation", "partner")),
            Bought("f1", "2025-04-01", 12000m), Bought("f2", "2026-03-31", 8000m)],
        ["studio"] =
            [Customer("2025-01-01", ["business"], "c", ("industry", "software"), ("size", "small"), ("city", "Chengdu"), ("relation", "supplier"))],
        ["anna"] = [Customer("2025-01-01", ["consumer", "newsletter"], "c", ("city", "Hangzhou"), ("ageBand", "25-34"), ("incomeBand", "high"),
            ("occupation", "teacher"), ("lifestyle", "quality")),
            .. new[] { "01-01", "02-01", "03-01", "03-31" }.Select(
                (day, i) => Bought($"a{i}", $"2026-{day}", Line("serum", "care", 1, 60), Line("tea", "food", 1, 40)))],
        ["ben"] = [Customer("2025-01-01", ["consumer"], "c", ("ageBand", "18-24"), ("incomeBand", "high"), ("occupation", "student")),
            Bought("b1", "2025-10-02", Line("serum", "care", 1, 369)), Bought("b2", "2025-10-01", Line("cream", "care", 1, 219))],
        ["eve"] = [Customer("2025-01-01", ["consumer"], "c", ("relation", "employee"), ("ageBand", "35-44")), Bought("e1", "2025-10-01", 99m)],
        ["new"] = [],
    };

    public static TheoryData<string, string> Expected => new()
    {
        { "manufacturers", "factory" }, { "large-companies", "factory" }, { "small-companies", "studio" }, { "yangtze-delta", "anna factory" },
        { "young-adults", "anna ben" }, { "high-income", "anna" }, { "quality-seekers", "anna" },
        { "frequent-buyers", "anna" }, { "big-spenders", "factory" }, { "care-loyal", "anna" }, { "fallen-silent", "eve" },
        { "employees", "eve" }, { "partners", "factory" }, { "suppliers", "studio" }, { "consumers", "anna ben new" }, { "newsletter", "" },
    };

    [Theory]
    [MemberData(nameof(Expected))]
    public void A_ready_segment_has_the_members_that_its_name_says(string code, string members)
    {
        var segment = Named.Compiled(File.ReadAllText(Path.Combine(Folder(), code + ".json")));
        Assert.Equal(code, segment.Document.Code);
        Assert.Equal(["en", "zh"], segment.Document.Name.Texts.Select(text => text.Key));
        Assert.Equal(members, string.Join(
            ' ', Customers.Where(one => segment.IsIn("2026-03-31", one.Value)).Select(one => one.Key).Order(StringComparer.Ordinal)));
    }

    [Fact]
    public void Every_file_is_expected() =>
        Assert.Equal(Expected.Select(one => (string)one[0]).Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder(), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    private static string Folder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "segments"));
}
