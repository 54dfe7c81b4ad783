using CustomerTiering.Events;

namespace CustomerTiering.Tests.Architecture;

/// <summary>A module names of another only what that one publishes: its events with what they are made of, and the types listed here. Never its state, handlers or tables.</summary>
public sealed class ModuleTests
{
    /// <summary>What all modules stand on.</summary>
    private static readonly string[] Floor = ["Access", "BulkRuns", "Events", "Facts", "Http", "Persons"];

    /// <summary>What a module publishes besides its events.</summary>
    private static readonly Dictionary<string, string[]> Published = new()
    {
        // What is declared of customers; the command by which an import declares the attributes that its map names; and whom something could not be decided of.
        ["Customers"] = ["Attributes", "AttributeCatalogue", "DeclareAttribute", "FailedCustomer", "FailedCustomers", "UndecidedCustomers"],
        // What is declared of values from outside.
        ["Activity"] = ["Indicators", "IndicatorCatalogue"],
        // Which text decides on a day, what kinds of text there are, any version's text, to be tried; and drafting several that name one another, as a
        // pack's do.
        ["Policies"] = ["StandardInForce`1", "StandardsInForce", "StandardKind", "WrittenPolicies", "WrittenPolicy", "StandardDraft", "StandardDrafts", "DraftedStandard", "AssessableDays", "AssessedDays", "TodayOfStandards", "DayOfEach", "VersionBeginnings", "VersionBeginningsModule", "Beginning"],
        // What was decided, what would be (the timelines of customers by given texts), what served on a day, from events as they were known; and what an
        // appeal needs to look at a decision again.
        ["Tiering"] = ["DecidedTier", "DecidedTiers", "PlannedEntry", "TierSpan", "TierTimelines", "TierSpans", "OverrideInForce", "DecisionReviews"],
        // How a customer's days are walked through: membership of a segment is a life of two stages.
        ["Walks"] = ["Walk", "WalkedStandard", "WalkJudge`1", "WalkResult", "WalksModule", "IWalkedDays", "WalkedDaysValidator`1", "StageChange",
            "StageState"],
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

    [Fact]
    public void No_two_modules_name_each_other() => Assert.Equal([], Mutual(Floor));

    [Fact]
    public void Two_that_name_each_other_are_found() => Assert.Contains("Customers and Facts", Mutual([]));

    private static List<string> Mutual(string[] floor)
    {
        var named = (from type in typeof(EventTypes).Assembly.GetTypes()
                     let module = Module(type)
                     where module is not null && !floor.Contains(module)
                     from other in References.Of(type).Select(Module)
                     where other is not null && other != module
                     select (module, other)).ToHashSet();
        return [.. from pair in named
                   where string.CompareOrdinal(pair.module, pair.other) < 0 && named.Contains((pair.other, pair.module))
                   select $"{pair.module} and {pair.other}"];
    }

    private static List<string> Trespasses(Dictionary<string, string[]> published)
    {
        var events = Events();
        return [.. (from type in typeof(EventTypes).Assembly.GetTypes()
                    let module = Module(type)
                    where module is not null
                    from named in References.Of(type)
                    let other = Module(named)
                    where other is not null && other != module && !Floor.Contains(other) && !events.Contains(Outermost(named))
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
                if (part.Assembly == typeof(EventTypes).Assembly && Module(part) is not null && found.Add(part))
                    foreach (var property in part.GetProperties()) Add(property.PropertyType);
        }
        foreach (var type in EventTypes.All) Add(type.Body);
        return found;
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static string? Module(Type type) => type.Namespace?.Split('.') is ["CustomerTiering", var module, ..] ? module : null;
}
