using System.Reflection;
using System.Runtime.CompilerServices;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Tests.Documents;

/// <summary>The guide names every code and word that the readers know.</summary>
public sealed class GuideTests
{
    private static readonly string Guide = File.ReadAllText(Path.Combine(Root(), "docs", "policy-language.md"));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));

    [Fact]
    public void Every_code_of_an_error_is_in_the_guide()
    {
        var codes = typeof(ErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetValue(null)!).ToList();

        Assert.Equal(codes.Count, codes.Distinct().Count());
        Assert.Equal([], codes.Where(code => !Guide.Contains($"`{code}`", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_measure_aggregate_and_comparator_is_in_the_guide()
    {
        var words = MeasureRule.Table.Select(r => r.Kind == MeasureKind.Indicator ? "indicators.<name>" : r.Word)
            .Select(w => w is "surveys.nps" or "surveys.ces" ? w["surveys".Length..] : w)
            .Concat(Words.Aggregates.Words).Concat(Words.Comparators.Words).Concat(Words.Fields.Words);

        Assert.Equal([], words.Where(word => !Guide.Contains($"`{word}`", StringComparison.Ordinal)));
    }
}
