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
            # Why a fact is rejected

            The codes are the same at every door: HTTP, NDJSON, files, `decide` on paper, previews and trials. Over HTTP a fact that is wrong by itself is answered with 400
            (`invalid-request`, the codes stand in `errors`), one that contradicts what is known with 409 or 422 and its code. All errors of a fact are told at once. On paper the
            first rejected fact, by its line, ends the run. What any document may have wrong (`missing-member`, `out-of-bounds` …) is in the [policy language](policy-language.md).

            A correction is held against every rule that the fact itself is held against; the member is then under `$.replaces`. This page is checked against the code by a test
            (`ACCEPT=1 dotnet test` writes it).

            | code | status | when |
            |---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var field in typeof(FactErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).OrderBy(field => (string)field.GetRawConstantValue()!, StringComparer.Ordinal))
        {
            var code = (string)field.GetRawConstantValue()!;
            text.Append($"| `{code}` | {FactStatus.Of(code)} | {summaries[$"F:{typeof(FactErrorCodes).FullName}.{field.Name}"]} |\n");
        }
        return text.ToString();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
