using CustomerTiering.Events;

namespace CustomerTiering.Tests.Architecture;

/// <summary>A module names of another only what that one publishes: its events with what they are made of, and the types listed here. Never its state, handlers or tables.</summary>
public sealed class ModuleTests
{
    /// <summary>What a module publishes besides its events.</summary>
    private static readonly Dictionary<string, string[]> Published = new()
    {
        // The command by which an import declares the attributes that its map names; and whom something could not be decided of.
        ["Customers"] = ["DeclareAttribute", "FailedCustomer", "FailedCustomers", "UndecidedCustomers"],
        // What is declared of values from outside.
        ["Activity"] = ["Indicators", "IndicatorCatalogue"],
        // Which text decides on a day, what kinds of text there are, any version's text, to be tried; and drafting several that name one another, as a
        // pack's do.
        ["Policies"] = ["StandardInForce`1", "LadderVersions", "StandardsInForce", "StandardKind", "WrittenPolicies", "WrittenPolicy", "StandardDraft", "StandardDrafts", "DraftedStandard", "AssessableDays", "AssessedDays", "TodayOfStandards", "DayOfEach"],
        // What was decided, what would be (the timelines of customers by given texts), what served on a day, from events as they were known; and what an
        // appeal needs to look at a decision again.
        ["Tiering"] = ["DecidedTier", "DecidedTiers", "PlannedEntry", "TierSpan", "TierTimelines", "TierSpans", "OverrideInForce", "DecisionReviews"],
        // How a customer's days are walked through: membership of a segment is a life of two stages.
        ["Lifecycle"] = ["StageWalk", "StageWalked", "StageChange", "StagePlan", "StageState"],
        // Which customers a report or a trial is about.
        ["Segments"] = ["SegmentFilter", "SegmentFilters", "SegmentMembers"],
    };

    [Fact]
    public void A_module_names_only_what_another_publishes()
    {
        var trespasses = Trespasses(Published);
        Assert.True(trespasses.Count == 0, string.Join('\n', trespasses));
    }

    [Fact]
    public void A_module_that_names_more_is_found() => Assert.Contains("Audit.ReadAuditTrail names Policies.StandardKind", Trespasses([]));

    private static List<string> Trespasses(Dictionary<string, string[]> published)
    {
        var events = Events();
        return [.. (from type in typeof(ProductModules).Assembly.GetTypes()
                    let module = Module(type)
                    where module is not null
                    from named in References.Of(type)
                    let other = Module(named)
                    where other is not null && other != module && !events.Contains(Outermost(named))
                        && !published.GetValueOrDefault(other, []).Contains(Outermost(named).Name)
                    select $"{module}.{Outermost(type).Name} names {other}.{Outermost(named).Name}").Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>The bodies of events and the records within them.</summary>
    private static HashSet<Type> Events()
    {
        var found = new HashSet<Type>();
        void Add(Type type)
        {
            foreach (var part in type.IsGenericType ? type.GetGenericArguments() : [type])
                if (part.Assembly == typeof(ProductModules).Assembly && Module(part) is not null && found.Add(part))
                    foreach (var property in part.GetProperties()) Add(property.PropertyType);
        }
        foreach (var type in EventTypes.All) Add(type.Body);
        return found;
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string? Module(Type type) => type.Namespace?.Split('.') is ["CustomerTiering", var module, ..] ? module : null;
}
