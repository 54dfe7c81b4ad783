using System.Text;
using CustomerTiering.Events;

namespace CustomerTiering.Tests.Architecture;

/// <summary>
/// A module uses of another only what that one publishes: its events with what they are made of, and the types listed here. Never its state, its
/// handlers or its tables, and no two modules depend on each other.
/// </summary>
public sealed class ModuleTests
{
    /// <summary>What a module publishes besides its events.</summary>
    private static readonly Dictionary<string, string[]> Published = new()
    {
        // The command by which an import declares the attributes that its map names; customers about whom something could not be decided; the rows of
        // customers.
        ["Customers"] = ["DeclareAttribute", "FailedCustomer", "FailedCustomers", "UndecidedCustomers", "RegisteredCustomers"],
        // The declared names of values from outside; the rows of purchases.
        ["Activity"] = ["Indicators", "IndicatorCatalogue", "PurchaseRows"],
        // The text that decides on a day, the kinds of text, any version's text, to be tried; drafting several texts that name one another, as a
        // pack's do; and the questions that the module asks of those that decide and try.
        ["Policies"] =
        [
            "StandardInForce", "StandardsInForce", "LadderVersions", "StandardKind", "WrittenPolicies", "WrittenPolicy", "StandardDraft",
            "StandardDrafts",
            "DraftedStandard", "AssessableDays", "AssessedDays", "TodayOfStandards", "DayOfEach", "VersionBeginnings", "VersionBeginningsServices",
            "Beginning",
            "CountOverdueTiers", "FindTrial", "FoundTrial",
        ],
        // What was decided, and what would be decided (the timelines of customers by given texts); what served on a day; what an appeal needs to
        // review a decision.
        ["Tiering"] =
            ["DecidedTier", "DecidedTiers", "VersionedEntry", "TierSpan", "DecisionTimelines", "TierSpans", "OverrideInForce", "DecisionReviews"],
        // The customers whom a report or a trial is about.
        ["Segments"] = ["SegmentFilter", "SegmentFilters", "SegmentMembers"],
    };

    /// <summary>A machine that modules are made with publishes all of it.</summary>
    private static readonly string[] Machines = ["Walks"];

    private static readonly ModuleSources Sources = ModuleSources.Read();

    [Fact]
    public void A_module_names_only_what_another_publishes() => Assert.Empty(Trespasses(Sources));

    [Fact]
    public void No_two_modules_depend_on_each_other()
    {
        Assert.True(Sources.Modules.Count() > 12);
        Assert.Equal([], Circle(Sources.Uses()));
    }

    [Fact]
    public void The_graph_of_modules_is_drawn_from_the_code() => Repository.AssertFile("docs/modules.md", Graph(Sources));

    [Fact]
    public void Every_read_models_table_has_an_owner()
    {
        Assert.Equal(
            ("Activity", "Tiering", "Customers"), (Sources.OwnedTables["purchase"], Sources.OwnedTables["tier"], Sources.OwnedTables["customer"]));
        Assert.True(Sources.OwnedTables.Count > 8);
    }

    [Theory]
    [InlineData("Audit/X.cs", "using CustomerTiering.Tiering; class X { const string Name = TiersProjection.ProjectionName; }",
        "Audit/X.cs names Tiering.TiersProjection")]
    [InlineData("Audit/X.cs", "class X { string name = nameof(CustomerTiering.Tiering.TiersProjection); }",
        "Audit/X.cs names Tiering.TiersProjection")]
    [InlineData("Audit/X.cs", "class X { string sql = \"select key from tier t\"; }", "Audit/X.cs selects from Tiering's table tier")]
    [InlineData("Audit/X.cs", "class X { string sql = $\"select {1} from a join tier t on true\"; }", "Audit/X.cs selects from Tiering's table tier")]
    [InlineData("Audit/x.sql", "select 1\nfrom tier", "Audit/x.sql selects from Tiering's table tier")]
    [InlineData("Audit/X.cs", "using CustomerTiering.Tiering; class X { object Of(object view) => view.TiersProjection(); }", null)]
    [InlineData("Tiering/X.cs", "class X { string sql = \"select key from tier t\"; }", null)]
    public void A_constant_or_a_table_of_another_module_is_found(string path, string text, string? found)
    {
        const string Projection =
            "class TiersProjection() : Projection<View>(ProjectionName, \"tier\") { public const string ProjectionName = \"tiers\"; }";
        var sources = new ModuleSources([("Tiering/TiersProjection.cs", Projection), (path, text)]);

        Assert.Equal(found is null ? [] : [found], Trespasses(sources));
    }

    [Fact]
    public void A_circle_is_found()
    {
        ModuleUse[] uses =
            [new("A/x", "A", "B", "b", false), new("B/x", "B", "C", "c", false), new("C/x", "C", "A", "a", true), new("D/x", "D", "A", "a", false)];

        Assert.Equal(["A", "B", "C", "A"], Circle(uses));
        Assert.Equal([], Circle(uses[..2]));
    }

    [Fact]
    public void The_foundation_references_no_module()
    {
        var project = File.ReadAllText(Path.Combine(Repository.Root, "src", "CustomerTiering.Foundation", "CustomerTiering.Foundation.csproj"));
        Assert.Contains("<ProjectReference Include=\"../CustomerTiering.EventLog/", project, StringComparison.Ordinal);
        Assert.DoesNotContain("CustomerTiering/CustomerTiering.csproj", project, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Trespasses(ModuleSources sources)
    {
        var events = Events();
        return sources.Uses()
            .Where(use => use.IsTable || !(
                events.Contains(use.Name) || Machines.Contains(use.To) || Published.GetValueOrDefault(use.To, []).Contains(use.Name)))
            .Select(use => use.ToString());
    }

    /// <summary>The names of the bodies of events and of the records within them.</summary>
    private static HashSet<string> Events()
    {
        var found = new HashSet<Type>();
        void Add(Type type)
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [type])
                if (part.Assembly == typeof(ProductModules).Assembly && found.Add(part))
                    foreach (var property in part.GetProperties()) Add(property.PropertyType);
        }
        foreach (var type in EventTypes.All) Add(type.Body);
        return [.. found.Select(type => type.Name)];
    }

    /// <summary>The modules of one circle, the first again at the end; empty if there is none.</summary>
    private static List<string> Circle(IReadOnlyCollection<ModuleUse> uses)
    {
        var edges = uses.ToLookup(use => use.From, use => use.To);
        var done = new HashSet<string>();
        var path = new List<string>();
        List<string> From(string module)
        {
            if (path.IndexOf(module) is var at and >= 0) return [.. path[at..], module];
            if (done.Contains(module)) return [];
            path.Add(module);
            var circle = edges[module].Distinct().Order(StringComparer.Ordinal).Select(From).FirstOrDefault(found => found.Count > 0, []);
            path.RemoveAt(path.Count - 1);
            done.Add(module);
            return circle;
        }
        return edges.Select(edge => edge.Key).Order(StringComparer.Ordinal).Select(From).FirstOrDefault(found => found.Count > 0, []);
    }

    private static string Graph(ModuleSources sources)
    {
        var edges = sources.Uses().GroupBy(use => (use.From, use.To))
            .OrderBy(edge => edge.Key.From, StringComparer.Ordinal).ThenBy(edge => edge.Key.To, StringComparer.Ordinal).ToList();
        var text = new StringBuilder("""
            # The graph of modules

            An arrow leads from a module to one that it uses. A test draws this page from the code (`ACCEPT=1 dotnet test` writes it) and fails on a circle. All modules
            stand on `CustomerTiering.Foundation`, which references none of them.

            ```mermaid
            graph TD

            """.ReplaceLineEndings("\n"));
        foreach (var edge in edges) text.Append($"  {edge.Key.From} --> {edge.Key.To}\n");
        text.Append("```\n\n| module | uses of | types |\n|---|---|---|\n");
        foreach (var edge in edges)
            text.Append($"| {edge.Key.From} | {edge.Key.To} | "
                + $"{string.Join(", ", edge.Select(use => $"`{use.Name}`").Distinct().Order(StringComparer.Ordinal))} |\n");
        return text.ToString();
    }
}
