using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>The words of the policy language and their meanings.</summary>
internal static class Words
{
    public static readonly Vocabulary<Aggregate> Aggregates = new(
        ("count", Aggregate.Count), ("sum", Aggregate.Sum), ("mean", Aggregate.Mean), ("min", Aggregate.Min), ("max", Aggregate.Max),
        ("last", Aggregate.Last),
        ("distinct", Aggregate.Distinct), ("active-months", Aggregate.ActiveMonths),
        ("days-since-first", Aggregate.DaysSinceFirst), ("days-since-last", Aggregate.DaysSinceLast),
        ("daily-mean", Aggregate.DailyMean), ("daily-min", Aggregate.DailyMin), ("daily-max", Aggregate.DailyMax));

    public static readonly Vocabulary<FactField> Fields = new(
        ("category", FactField.Category), ("product", FactField.Product), ("channel", FactField.Channel), ("direction", FactField.Direction),
        ("purpose", FactField.Purpose), ("priority", FactField.Priority), ("survey", FactField.Survey));

    public static readonly Vocabulary<CalendarUnit> Units =
        new(("month", CalendarUnit.Month), ("quarter", CalendarUnit.Quarter), ("year", CalendarUnit.Year));

    public static readonly Vocabulary<Comparator> Comparators = new(
        ("atLeast", Comparator.AtLeast), ("atMost", Comparator.AtMost), ("above", Comparator.Above), ("below", Comparator.Below),
        ("equals", Comparator.Equals), ("in", Comparator.In), ("notIn", Comparator.NotIn));

    public static readonly Vocabulary<Compared> Compared = new(
        ("metric", Policies.Compared.Metric), ("score", Policies.Compared.Score), ("attribute", Policies.Compared.Attribute));

    /// <summary>Whether the curve has steps.</summary>
    public static readonly Vocabulary<bool> Between = new(("linear", false), ("step", true));

    public static readonly Vocabulary<bool> Extend = new(("each-review", true));

    /// <summary>Whether upgrades are made at once.</summary>
    public static readonly Vocabulary<bool> Upgrade = new(("at-once", true), ("at-review", false));

    public static readonly Vocabulary<Downgrade> Downgrade = new(
        ("full", Policies.Downgrade.Full), ("one", Policies.Downgrade.One), ("never", Policies.Downgrade.Never));

    /// <summary>Whether returns are rechecked.</summary>
    public static readonly Vocabulary<bool> OnReturn = new(("recheck", true), ("ignore", false));
}
