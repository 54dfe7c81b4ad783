using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;

namespace CustomerTiering.Rules.Paper;

/// <summary>Tries a policy on facts, without a database.</summary>
public static class PaperRun
{
    private static readonly PolicyReference OnPaper = new("paper", 0, "");

    /// <summary>Makes the requested decisions. A customer whose facts cannot be counted ends the run.</summary>
    /// <param name="book">The facts, read in the policy's zone.</param>
    /// <param name="stated">A tier of the policy already held, or null.</param>
    /// <param name="lifecycle">The lifecycle that determines stages; null: customers have none.</param>
    public static PaperResult Run(
        CompiledPolicy policy, FactBook book, PaperSpan span, StatedTier? stated = null, CompiledLifecycle? lifecycle = null)
    {
        if (lifecycle is not null)
        {
            var (judged, error) = PaperStages.Walk(book, lifecycle, LastOf(span));
            if (judged is null) return new(null, error);
            book = judged;
        }
        var printed = new List<PaperEntry>();
        // Customers in groups affect one another; every other customer is a group of one.
        HashSet<string> grouped = policy.Policy.JudgesGroups ? [.. book.Grouped] : [];
        var ofGroups = Entries(policy, book, [.. grouped], span, stated).ToLookup(entry => entry.Customer, StringComparer.Ordinal);
        foreach (var customer in book.Customers)
        {
            var entries = grouped.Contains(customer) ? ofGroups[customer] : Entries(policy, book, [customer], span, stated);
            foreach (var (_, entry) in entries)
            {
                if (entry is TimelineEntry.Failed failed) return new(null, failed.Error);
                if (IsPrinted(entry)) printed.Add(new(customer, entry));
            }
        }
        return new(printed, null);
    }

    private static DateOnly LastOf(PaperSpan span) => span switch
    {
        PaperSpan.AsOf asOf => asOf.Day,
        PaperSpan.Between between => between.To,
        _ => throw new ArgumentOutOfRangeException(nameof(span)),
    };

    private static bool IsPrinted(TimelineEntry entry) => entry switch
    {
        TimelineEntry.Decided decided => decided.IsRecorded,
        TimelineEntry.Judged judged => judged.Warning.Fails,
        _ => true,
    };

    private static IEnumerable<GroupEntry> Entries(
        CompiledPolicy policy, FactBook book, IReadOnlyList<string> customers, PaperSpan span, StatedTier? stated)
    {
        List<GroupMember> Members(ReviewDates reviews, IReadOnlyList<DateOnly> grid, DateOnly from) =>
            [.. customers.Select(customer => new GroupMember(
            customer, Source(policy, book, customer, reviews, grid),
            book.Joined(customer) <= from ? Held(policy, book, customer, stated, from) : null))];
        return span switch
        {
            PaperSpan.AsOf { Day: var day } => LadderTimeline.OnRequest(Members(ReviewDates.On([day]), [], day), day),
            PaperSpan.Between between => LadderTimeline.Run(
                Members(ReviewDates.Of(policy.Policy, between.From), Grid(between), between.From), between.From, between.To),
            _ => throw new ArgumentOutOfRangeException(nameof(span)),
        };
    }

    private static IReadOnlyList<DateOnly> Grid(PaperSpan.Between span) =>
        span.Every is { } period ? DateGrid.Between(span.From, period, span.To, span.Final) : [];

    private static TimelineSource Source(CompiledPolicy policy, FactBook book, string customer, ReviewDates reviews, IReadOnlyList<DateOnly> grid)
    {
        var known = policy.Policy.JudgesGroups && book.Grouped.Contains(customer) ? book.KnownWithGroups(customer) : book.Known(customer);
        return new(
            policy, OnPaper, book.Joined(customer), reviews, _ => known, known.DaysOf(policy.Interest, policy.Zone),
            policy.Policy.Movement.OnReturn is { } recheck ? known.RecheckDays(recheck, policy.Zone) : [], grid,
            (trigger, _, _) => $"{trigger.Kind.Name()}/{trigger.Id}");
    }

    private static HeldState? Held(CompiledPolicy policy, FactBook book, string customer, StatedTier? stated, DateOnly start)
    {
        if (stated is null) return null;
        var (expires, graceEnds) = policy.RankOf(stated.Tier) == 0 ? default : (stated.Expires, stated.GraceEnds);
        return HeldState.Stated(stated.Tier, stated.Since ?? book.Joined(customer), expires, graceEnds, start);
    }
}
