using System.Collections.Immutable;

namespace CustomerTiering.Rules.Policies;

/// <summary>A row of the table of measures: name and permitted uses.</summary>
/// <param name="Word">The measure's name; for indicators the prefix of the name.</param>
/// <param name="Aggregates">Aggregates over a window.</param>
/// <param name="States">Aggregates of a state at the end of the as-of day, without a window.</param>
/// <param name="Where">The fields that can filter it.</param>
/// <param name="Of">What <c>distinct</c> can count, the default first.</param>
internal sealed record MeasureRule(
    MeasureKind Kind, string Word, ImmutableArray<Aggregate> Aggregates, ImmutableArray<Aggregate> States, ImmutableArray<FactField> Where,
    ImmutableArray<FactField> Of)
{
    public const string IndicatorPrefix = "indicators.";

    /// <summary>Whether it counts purchases, and so can leave out orders with too little left.</summary>
    public bool IsOfPurchases => Kind is MeasureKind.Purchases or MeasureKind.PurchasesGross or MeasureKind.PurchasesNet
        or MeasureKind.PurchasesMargin or MeasureKind.PurchasesUnits;

    private static readonly ImmutableArray<Aggregate> Happenings =
        [Aggregate.Count, Aggregate.DaysSinceFirst, Aggregate.DaysSinceLast, Aggregate.ActiveMonths];
    private static readonly ImmutableArray<Aggregate> Samples = [Aggregate.Mean, Aggregate.Min, Aggregate.Max, Aggregate.Last];
    private static readonly ImmutableArray<Aggregate> Totals = [Aggregate.Sum, Aggregate.Mean];
    private static readonly ImmutableArray<FactField> OfPurchases = [FactField.Category, FactField.Product, FactField.Channel];
    private static readonly ImmutableArray<FactField> OfComplaints = [FactField.Channel, FactField.Category, FactField.Priority];

    /// <summary>The table, in the order of the policy guide.</summary>
    public static ImmutableArray<MeasureRule> Table { get; } =
    [
        new(MeasureKind.Purchases, "purchases", [.. Happenings, Aggregate.Distinct], [], OfPurchases, OfPurchases),
        new(MeasureKind.PurchasesGross, "purchases.gross", [Aggregate.Sum, .. Samples, .. Happenings], [], OfPurchases, []),
        new(MeasureKind.PurchasesNet, "purchases.net", [Aggregate.Sum, .. Samples], [], OfPurchases, []),
        new(MeasureKind.PurchasesMargin, "purchases.margin", Totals, [], OfPurchases, []),
        new(MeasureKind.PurchasesUnits, "purchases.units", Totals, [], OfPurchases, []),
        new(MeasureKind.Returns, "returns", [Aggregate.Sum, .. Happenings], [], OfPurchases, []),
        new(MeasureKind.Interactions, "interactions", [.. Happenings, Aggregate.Distinct], [],
            [FactField.Channel, FactField.Direction, FactField.Purpose], [FactField.Channel, FactField.Purpose]),
        new(MeasureKind.SurveysCsat, "surveys.csat", [.. Samples, .. Happenings], [], [FactField.Channel], []),
        new(MeasureKind.SurveysNps, "surveys.nps", [.. Samples, .. Happenings], [], [FactField.Channel], []),
        new(MeasureKind.SurveysCes, "surveys.ces", [.. Samples, .. Happenings], [], [FactField.Channel], []),
        new(MeasureKind.SurveysAsked, "surveys.asked", [Aggregate.Count, Aggregate.DaysSinceFirst, Aggregate.DaysSinceLast], [],
            [FactField.Channel, FactField.Survey], []),
        new(MeasureKind.Complaints, "complaints", Happenings, [], OfComplaints, []),
        new(MeasureKind.ComplaintsHoursToResolve, "complaints.hours-to-resolve", Samples, [], OfComplaints, []),
        new(MeasureKind.ComplaintsOpen, "complaints.open", [], [Aggregate.Last], OfComplaints, []),
        new(MeasureKind.Referrals, "referrals", Happenings, [], [FactField.Channel], []),
        new(MeasureKind.ReferralsRevenue, "referrals.revenue", [Aggregate.Sum], [], [FactField.Channel], []),
        new(MeasureKind.Indicator, IndicatorPrefix,
            [
                Aggregate.Mean, Aggregate.Min, Aggregate.Max, Aggregate.Count, Aggregate.DaysSinceFirst, Aggregate.DaysSinceLast,
                Aggregate.DailyMean, Aggregate.DailyMin, Aggregate.DailyMax,
            ],
            [Aggregate.Last], [], []),
        new(MeasureKind.RelationshipDays, "relationship.days", [], [Aggregate.Last], [], []),
    ];

    /// <summary>The rule of a measure as written in a document; null if there is no such measure.</summary>
    public static (MeasureRule Rule, Measure Measure)? Find(string word)
    {
        if (word.StartsWith(IndicatorPrefix, StringComparison.Ordinal) && word.Length > IndicatorPrefix.Length)
            return (Table.First(r => r.Kind == MeasureKind.Indicator), new(MeasureKind.Indicator, word[IndicatorPrefix.Length..]));
        var rule = Table.FirstOrDefault(r => r.Word == word && r.Kind != MeasureKind.Indicator);
        return rule is null ? null : (rule, new(rule.Kind));
    }

    /// <summary>Measures reserved for a later version of the language, so that the error can say so.</summary>
    public static bool IsToCome(string word) => word == "value" || word.StartsWith("value.", StringComparison.Ordinal);
}
