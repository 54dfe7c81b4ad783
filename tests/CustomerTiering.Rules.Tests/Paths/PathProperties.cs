using System.Collections.Immutable;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Tests.Paths;

public class PathProperties
{
    private const int Seeds = 10_000;

    /// <summary>What a path changes, one thing at a time: applied to metrics and profile.</summary>
    private sealed record Change(
        string Of, Func<ImmutableArray<decimal?>, ImmutableArray<decimal?>> Metrics, Func<CustomerProfile, CustomerProfile> Profile);

    [Fact]
    public void Every_path_reaches_the_tier_and_with_anything_less_it_does_not()
    {
        var (paths, withConditions) = (0, 0);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var ladder = RandomLadder.Of(seed);
            if (ladder.Assess().Qualified == 1) continue;
            var answer = PathSearch.ToNextTier(ladder.Stand(), 0)!;
            Assert.InRange(answer.Paths.Count, 0, PathSearch.Most);
            foreach (var path in answer.Paths)
            {
                // What a score needs, no value can be set for.
                if (path.Conditions.Any(condition => condition is { Criterion: Criterion.Comparison { Compared: Compared.Score }, Needed: null }))
                    continue;
                paths++;
                if (path.Conditions.Count > 0) withConditions++;
                var changes = Changes(ladder, path);
                if (!Holds(ladder, changes)) Assert.Fail($"seed {seed}: not reached by {Text(ladder, path)}");
                if (Fewer(changes).Any(fewer => Holds(ladder, fewer))) Assert.Fail($"seed {seed}: too much in {Text(ladder, path)}");
                if (path.Moves.FirstOrDefault(move => IsEnoughWithAStepLess(ladder, changes, move)) is { } far)
                    Assert.Fail($"seed {seed}: a step too many of {far} in {Text(ladder, path)}");
            }
            Assert.Equal(answer.Paths.OrderBy(path => path.Conditions.Count > 0 ? 1 : 0).ThenBy(path => path.Conditions.Count > 0 ? 0 : path.Cost),
                answer.Paths);
        }
        Assert.InRange(paths, 5_000, 40_000);
        Assert.InRange(withConditions, 500, paths);
    }

    [Fact]
    public void No_set_of_values_is_cheaper_than_the_first_path()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var ladder = RandomLadder.Small(seed, total: false);
            if (ladder.Assess().Qualified == 1) continue;
            var first = PathSearch.ToNextTier(ladder.Stand(), 0)!.Paths.FirstOrDefault(path => path.Conditions.Count == 0);
            var best = Everything(ladder).Where(values => ReachesToday(ladder, values)).Select(values => (decimal?)Cost(ladder, values)).Min();
            Assert.True(best == first?.Cost, $"seed {seed}: {best} is best, found was {first?.Cost}");
        }
    }

    [Fact]
    public void Through_the_total_no_single_metric_is_cheaper_than_the_first_path_and_where_several_reach_it_some_path_does()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var ladder = RandomLadder.Small(seed, total: true);
            if (ladder.Assess().Qualified == 1) continue;
            var first = PathSearch.ToNextTier(ladder.Stand(), 0)!.Paths.FirstOrDefault(path => path.Conditions.Count == 0);
            var reaching = Everything(ladder).Where(values => ReachesToday(ladder, values)).ToList();
            Assert.True(reaching.Count == 0 || first is not null,
                $"seed {seed}: {string.Join(", ", reaching.FirstOrDefault([]))} reaches, nothing was found");
            var single = reaching.Where(values => values.Zip(ladder.Metrics).Count(pair => pair.First != pair.Second) == 1)
                .Select(values => (decimal?)Cost(ladder, values)).Min();
            Assert.True(single is null || first!.Cost <= single, $"seed {seed}: {single} is best, found was {first?.Cost}");
        }
    }

    /// <summary>Whether these values, and those that come before the third on the way down to today's purchase, reach the tier.</summary>
    private static bool ReachesToday(RandomLadder ladder, ImmutableArray<decimal?> values) => ladder.Reaches(values, ladder.Profile)
        && (values.Length < 3 || values[2] == ladder.Metrics[2]
            || Enumerable.Range(0, (int)values[2]!).All(day => ladder.Reaches(values.SetItem(2, day), ladder.Profile)));

    private static IEnumerable<ImmutableArray<decimal?>> Everything(RandomLadder ladder)
    {
        IEnumerable<ImmutableArray<decimal?>> all = [[]];
        foreach (var (metric, actual) in ladder.Policy.Policy.Metrics.Zip(ladder.Metrics))
        {
            var measured = (Metric.Measured)metric;
            var fixedly = measured.Window is Window.Calendar;
            // Today's purchase makes the last one 0 days old; a count goes up.
            var values = Enumerable.Range(0, 8).Select(value => (decimal?)value).Where(value => value == actual
                || (!fixedly && (measured.Aggregate == Aggregate.DaysSinceLast ? value < actual : value > actual)));
            all = [.. all.SelectMany(some => values, (some, value) => some.Add(value))];
        }
        return all;
    }

    private static decimal Cost(RandomLadder ladder, ImmutableArray<decimal?> values) =>
        Math.Round(values.Zip(ladder.Metrics).Sum(
            pair => pair.First == pair.Second ? 0 : Math.Abs(pair.First!.Value - pair.Second!.Value) / Math.Max(pair.First.Value, 1)), 6);

    private static string Text(RandomLadder ladder, TierPath path) => PathWords.Of(ladder.Policy, path, Language.English);

    private static List<Change> Changes(RandomLadder ladder, TierPath path)
    {
        var changes = path.Moves.Select(move => Set(ladder, move.Metric, move.Needed)).ToList();
        foreach (var condition in path.Conditions.DistinctBy(condition => Subject(ladder, condition)))
        {
            var subject = Subject(ladder, condition);
            changes.Add(condition.Criterion switch
            {
                Criterion.InSegment segment =>
                    new(subject, metrics => metrics, profile => profile with
                    {
                        Segments = condition.Holds
                        ? [.. profile.Segments, segment.Segment] : [.. profile.Segments.Where(one => one != segment.Segment)]
                    }),
                Criterion.Comparison { Compared: Compared.Attribute, Name: var name } => new(subject, metrics => metrics, profile => profile with
                {
                    Attributes = [.. profile.Attributes.Where(one => one.Key != name),
                        .. condition.Needed is { } text ? [KeyValuePair.Create(name, text)] : (KeyValuePair<string, string>[])[]],
                }),
                _ => Set(ladder, subject, condition.Needed is { } value
                    ? decimal.Parse(value, System.Globalization.CultureInfo.InvariantCulture) : null),
            });
        }
        return changes;
    }

    /// <summary>The metric, also where its score is what is compared; the attribute or segment.</summary>
    private static string Subject(RandomLadder ladder, PathCondition condition) => condition.Criterion switch
    {
        Criterion.Comparison { Compared: Compared.Score } score =>
            ladder.Policy.Policy.Scores.OfType<Score.Curve>().Single(curve => curve.Name == score.Name).Metric,
        Criterion.Comparison comparison => comparison.Name,
        _ => "segment " + ((Criterion.InSegment)condition.Criterion).Segment,
    };

    private static Change Set(RandomLadder ladder, string metric, decimal? value) =>
        new(metric, metrics => metrics.SetItem(ladder.Policy.MetricAt(metric), value), profile => profile);

    private static bool Holds(RandomLadder ladder, IEnumerable<Change> changes)
    {
        var (metrics, profile) = (ladder.Metrics, ladder.Profile);
        foreach (var change in changes) (metrics, profile) = (change.Metrics(metrics), change.Profile(profile));
        return ladder.Reaches(metrics, profile);
    }

    private static IEnumerable<IEnumerable<Change>> Fewer(List<Change> changes) => changes.Count <= 4
        ? Enumerable.Range(0, (1 << changes.Count) - 1).Select(set => changes.Where((_, i) => (set & (1 << i)) != 0))
        : changes.Select(left => changes.Where(change => change != left));

    private static bool IsEnoughWithAStepLess(RandomLadder ladder, List<Change> changes, Move move)
    {
        bool Enough(decimal step) =>
            Holds(ladder, changes.Select(change => change.Of == move.Metric ? Set(ladder, move.Metric, move.Needed - step) : change));
        // From a missing value one of the two ways is less, unless any value will do.
        return move.Delta is { } delta ? Enough(Math.Sign(delta) * move.Step)
            : move.Needed is > 1 and < 1_000_000 && Enough(move.Step) && Enough(-move.Step);
    }
}
