using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Tests.Facts;

/// <summary>The page of errors is made from the code, so that it is never behind it.</summary>
public sealed partial class FactErrorsTests
{
    private static readonly IReadOnlyList<string> Codes =
        [.. typeof(FactErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    [Fact]
    public void The_page_says_what_the_code_says() => Repository.AssertFile("docs/fact-errors.md", Page());

    [Fact]
    public void What_is_wrong_by_itself_is_400_what_contradicts_what_is_known_422_and_another_fact_under_the_same_id_409()
    {
        Assert.Equal([400, 409, 422], Codes.Select(FactStatus.Of).Distinct().Order());
        Assert.Equal(409, FactStatus.Of(FactErrorCodes.FactIdReused));
        Assert.Equal(422, FactStatus.Of(FactErrorCodes.ReturnExceedsLine));
        Assert.Equal(400, FactStatus.Of(FactErrorCodes.InTheFuture));
    }

    private static string Page()
    {
        var summaries = XDocument.Load(Path.Combine(AppContext.BaseDirectory, "CustomerTiering.Rules.xml")).Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, member => Spaces().Replace(member.Element("summary")?.Value ?? "", " ").Trim());
        var text = new StringBuilder("""
            # Fact errors

            This page lists the codes with which a fact is rejected. They are the same everywhere: HTTP, NDJSON, files, `decide` on paper, previews and trials.
            General errors of documents (`missing-member`, `out-of-bounds` …) are in the [policy language](policy-language.md#errors).

            - Over HTTP, an invalid fact gets 400 (`invalid-request`, codes in `errors`). A fact that contradicts known facts gets 409 or 422 and its code.
            - All errors of a fact are reported at once. On paper, the first rejected line ends the run.
            - The rules for a fact also apply to its correction. The path of a member is then under `$.replaces`.

            A test checks this page against the code. Update it with `ACCEPT=1 dotnet test`.

            | code | status | meaning |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var field in typeof(FactErrorCodes)
            .GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal))
        {
            var code = (string)field.GetRawConstantValue()!;
            text.Append($"| `{code}` | {FactStatus.Of(code)} | {summaries[$"F:{typeof(FactErrorCodes).FullName}.{field.Name}"]} |\n");
        }
        return text.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
