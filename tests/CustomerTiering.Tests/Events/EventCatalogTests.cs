using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CustomerTiering.Events;

namespace CustomerTiering.Tests.Events;

/// <summary>The catalog of events is made from the code, so that it is never behind it.</summary>
public sealed partial class EventCatalogTests
{
    [Fact]
    public void The_catalog_says_what_the_code_says() => Repository.AssertFile("docs/event-catalog.md", Catalog());

    private static string Catalog()
    {
        string[] documented = ["CustomerTiering.Foundation.xml", "CustomerTiering.xml"];
        var summaries = documented.SelectMany(file => XDocument.Load(Path.Combine(AppContext.BaseDirectory, file)).Descendants("member"))
            .ToDictionary(member => member.Attribute("name")!.Value, member => Plain(member.Element("summary")));
        var text = new StringBuilder("""
            # Event catalog

            This page lists every event type in the log. A test checks it against the code: change the record, then update this page with `ACCEPT=1 dotnet test`.

            - Members in italics are sealed with the key of the person that the event is about.
            - Amounts are strings. Days are in the time zone of their standard. Instants are UTC.

            """.ReplaceLineEndings("\n"));
        foreach (var module in EventTypes.All.GroupBy(type => type.Body.Namespace!.Split('.')[1]))
        {
            text.Append($"\n## {module.Key}\n\n| event | schema | what happened | members |\n|---|---|---|---|\n");
            foreach (var type in module)
            {
                var members = EventShapes.Example(type).Select(member => type.Personal.Contains(member.Key) ? $"*{member.Key}*" : $"`{member.Key}`");
                text.Append($"| `{type.Name}` | {type.Schema} | {summaries[$"T:{type.Body.FullName}"]} | {string.Join(", ", members)} |\n");
            }
        }
        return text.ToString();
    }

    private static string Plain(XElement? summary)
    {
        if (summary is null) return "";
        foreach (var named in summary.Descendants().ToList())
            named.ReplaceWith(named.Attribute("name")?.Value ?? named.Attribute("cref")?.Value.Split('.')[^1] ?? named.Value);
        return Spaces().Replace(summary.Value, " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
