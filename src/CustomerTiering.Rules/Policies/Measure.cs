using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>What a metric counts. The table of measures in the policy guide defines each one.</summary>
public enum MeasureKind
{
#pragma warning disable CS1591 // The names are those of the policy language.
    Purchases, PurchasesGross, PurchasesNet, PurchasesMargin, PurchasesUnits, Returns, Interactions,
    SurveysCsat, SurveysNps, SurveysCes, SurveysAsked, Complaints, ComplaintsHoursToResolve,
    Referrals, ReferralsRevenue, Indicator, ComplaintsOpen, RelationshipDays,
#pragma warning restore CS1591
}

/// <summary>A measure of the policy language, such as <c>purchases.net</c> or <c>indicators.assets</c>.</summary>
/// <param name="Indicator">The indicator's name if <paramref name="Kind"/> is <see cref="MeasureKind.Indicator"/>, otherwise null.</param>
public readonly record struct Measure(MeasureKind Kind, string? Indicator = null);

/// <summary>How the facts of a measure become one number.</summary>
public enum Aggregate
{
#pragma warning disable CS1591 // The names are those of the policy language.
    Count, Sum, Mean, Min, Max, Last, Distinct, ActiveMonths, DaysSinceFirst, DaysSinceLast, DailyMean, DailyMin, DailyMax,
#pragma warning restore CS1591
}

/// <summary>Properties of aggregates.</summary>
internal static class Aggregates
{
    /// <summary>Whether it aggregates the values in force at the end of each day: its samples are days.</summary>
    public static bool IsDaily(this Aggregate aggregate) => aggregate is Aggregate.DailyMean or Aggregate.DailyMin or Aggregate.DailyMax;
}

/// <summary>A field of a fact that filters a measure (<c>where</c>) or is counted (<c>distinct</c>, <c>of</c>).</summary>
public enum FactField
{
#pragma warning disable CS1591 // The names are those of the policy language.
    Category, Product, Channel, Direction, Purpose, Priority, Survey,
#pragma warning restore CS1591
}

/// <summary>A condition on one field: the fact's value is one of these.</summary>
/// <param name="Values">The permitted values, compared by code points; equality is a list of one.</param>
public sealed record FieldCondition(FactField Field, EquatableList<string> Values);
