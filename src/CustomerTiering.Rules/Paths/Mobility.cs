using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>How far a metric can be moved, and in which steps.</summary>
/// <param name="Up">By doing more.</param>
/// <param name="Down">By doing something again (recency), or by better or worse answers (a mean).</param>
/// <param name="Step">The smallest change.</param>
/// <param name="Least">The lowest possible value.</param>
/// <param name="Most">The highest possible value.</param>
/// <param name="Freshest">For recency: the days from the first possible action to the assessment. A span that starts above it is too late.</param>
internal sealed record Mobility(bool Up, bool Down, decimal Step, decimal Least, decimal Most, decimal Freshest)
{
    private const decimal LongAgo = 1_000_000;

    /// <summary>Without limits, for a value that a condition changes rather than the customer.</summary>
    public static Mobility Free(CompiledPolicy policy, Metric metric) =>
        new(true, true, MetricUnit.Step(policy, metric), MetricUnit.Least(metric), MetricUnit.Most(metric), Region.Highest);

    /// <summary>What the customer can do about a metric.</summary>
    public static Mobility Of(Standpoint at, Metric metric)
    {
        var (step, least, most) = (MetricUnit.Step(at.Policy, metric), MetricUnit.Least(metric), MetricUnit.Most(metric));
        if (metric is not Metric.Measured measured || !MoveDays.HasDayLeft(at, measured)) return new(false, false, step, least, most, Region.Highest);
        return measured.Aggregate switch
        {
            Aggregate.Sum or Aggregate.Count or Aggregate.Distinct => new(true, false, step, Floor(measured), most, Region.Highest),
            Aggregate.ActiveMonths => new(true, false, step, Floor(measured), MoveDays.MostMonths(at, measured), Region.Highest),
            Aggregate.Mean when Answers.Of(at, at.Policy.MetricAt(metric.Name)) is { Reach: var reach } =>
                new(true, true, step, reach.Least, reach.Most, Region.Highest),
            Aggregate.Mean => new(true, true, step, least, most, Region.Highest),
            Aggregate.DaysSinceLast => new(false, true, step, least, most, MoveDays.Freshest(at)),
            _ => new(false, false, step, least, most, Region.Highest),
        };
    }

    /// <summary>The nearest valid value within reach, as a number of steps from the current value; null if there is none.</summary>
    public Shift? Nearest(int metric, decimal? actual, Region region)
    {
        Shift? nearest = null;
        foreach (var span in region.Spans)
        {
            var shift = actual is { } value ? From(metric, value, span) : FromNothing(metric, span);
            if (shift is not null && (nearest is null || Math.Abs(shift.Value - (actual ?? 0)) < Math.Abs(nearest.Value - (actual ?? 0))))
                nearest = shift;
        }
        return nearest;
    }

    private Shift? From(int metric, decimal actual, Span span)
    {
        if (Up && span.To > actual)
        {
            var up = new Shift(metric, actual, actual, Step, Math.Max(1, Math.Ceiling((span.From - actual) / Step)));
            if (up.Value <= Math.Min(span.To, Most)) return up;
        }
        if (!Down || span.From >= actual || span.From > Freshest) return null;
        var down = new Shift(metric, actual, actual, -Step, Math.Max(1, Math.Ceiling((actual - span.To) / Step)));
        return down.Value >= Math.Max(span.From, Least) ? down : null;
    }

    /// <summary>From a missing value to the least demanding end of the span: its lower end, or its upper end if it has no lower one.</summary>
    private Shift? FromNothing(int metric, Span span)
    {
        if ((!Up && !Down) || span.From > Most || span.To < Least || span.From > Freshest) return null;
        if (Down && span.From <= Least && span.To < Math.Min(Most, LongAgo))
            return new(metric, null, LongAgo, -Step, Math.Floor((LongAgo - span.To) / Step));
        var start = Least > Region.Lowest ? Least : Math.Min(0, Math.Max(span.From, -LongAgo));
        var up = new Shift(metric, null, start, Step, Math.Max(0, Math.Ceiling((span.From - start) / Step)));
        return up.Value <= Math.Min(span.To, Most) ? up : null;
    }

    /// <summary>With too few facts the value is missing, so a count is never seen below its required samples.</summary>
    private static decimal Floor(Metric.Measured metric) => metric.Aggregate switch
    {
        Aggregate.Count => metric.AtLeastSamples,
        Aggregate.Sum => Region.Lowest,
        _ => 0,
    };
}

/// <summary>A metric moved by a number of steps.</summary>
/// <param name="Metric">The metric's index in the policy.</param>
/// <param name="Actual">The current value; null: missing.</param>
/// <param name="Start">The value from which steps count: the actual value or, if missing, the value without any demand.</param>
/// <param name="Step">One step, negative when moving down.</param>
internal sealed record Shift(int Metric, decimal? Actual, decimal Start, decimal Step, decimal Steps)
{
    public decimal Value { get; } = Start + (Step * Steps);

    public decimal Cost { get; } = Math.Abs(Start + (Step * Steps) - (Actual ?? 0)) / Math.Max(Math.Abs(Start + (Step * Steps)), 1);

    public Shift With(decimal steps) => new(Metric, Actual, Start, Step, steps);
}
