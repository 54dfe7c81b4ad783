using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Measures of interactions, surveys and indicators, and the count of complaints and referrals: one fact, one value.</summary>
internal static class ActivityScan
{
    public static void Of<T>(
        ref Tally tally, Rows<T> rows, DayColumn column, MeasuredMetric metric, WindowDays window, int asOf = int.MaxValue) where T : Fact
    {
        var days = column.Days;
        var (first, end) = column.Around(window.From, window.To);
        for (var i = first; i < end; i++)
        {
            if (days[i] < window.From || days[i] > window.To) continue;
            if (rows.SuccessorOf(i) is >= 0 and var successor && days[successor] <= asOf) continue;
            var fact = rows.Facts[i];
            if (!metric.Filter.Accepts(fact)) continue;
            tally.Add(days[i], fact is SurveyAnswer answer ? answer.Score : 0);
            if (metric.Aggregate == Aggregate.Distinct) tally.AddText(FieldFilter.Field(fact, metric.Of));
        }
    }

    public static void Indicators(ref Tally tally, in FactView view, MeasuredMetric metric, WindowDays window)
    {
        var days = view.Days.Indicators.Days;
        var (first, end) = view.Days.Indicators.Around(window.From, window.To);
        for (var i = first; i < end; i++)
        {
            var fact = view.Facts.Indicators.Facts[i];
            if (days[i] < window.From || days[i] > window.To || !string.Equals(fact.Name, metric.Indicator, StringComparison.Ordinal)) continue;
            if (metric.Filter.Accepts(fact)) tally.Add(days[i], Scaled.Of(fact.Value, 6));
        }
    }
}
