using System.Globalization;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Rules.Paper;

/// <summary>The stages of customers on paper, as if the lifecycle had always been in force. Its moves become facts.</summary>
internal static class PaperStages
{
    /// <summary>In any two zones a day begins at most 26 hours apart.</summary>
    private const int DaysBetweenZones = 2;

    /// <summary>Adds the moves up to the end of a day in the policy's zone to the facts, or returns why a customer cannot be judged.</summary>
    public static (FactBook? Book, MetricError? Error) Walk(FactBook book, CompiledLifecycle lifecycle, DateOnly through)
    {
        var last = DateOnly.FromDayNumber(Math.Min(through.DayNumber + DaysBetweenZones, DateOnly.MaxValue.DayNumber));
        StageVersion[] versions = [new(lifecycle, DateOnly.MinValue, null, DateOnly.MinValue)];
        var found = new Dictionary<string, IReadOnlyList<Fact>>(StringComparer.Ordinal);
        foreach (var customer in book.Customers)
        {
            var known = book.Known(customer);
            var walked = new StageWalker(versions, known, null, null)
                .Judge(known.Own.Joined(lifecycle.Zone)!.Value, last, last, StageWalkCause.Request);
            if (walked.Failure is { } failure) return (null, failure);
            found[customer] = [.. walked.Moves.Select((move, index) => FactOf(move, index, lifecycle))];
        }
        return (book.With(found), null);
    }

    private static StageTransition FactOf(StageMoved move, int index, CompiledLifecycle lifecycle) => new(
        string.Create(CultureInfo.InvariantCulture, $"stage/{index}"), lifecycle.Zone.StartOf(move.Judgement.AsOf), move.From, move.Judgement.Stage!);
}
