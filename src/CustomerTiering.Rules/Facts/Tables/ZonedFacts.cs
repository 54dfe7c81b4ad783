using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>The days of all facts in one zone.</summary>
internal sealed class ZonedFacts
{
    private ConvertedPurchases? _converted;

    public ZonedFacts(CustomerFacts facts, ZoneRules zone)
    {
        Zone = zone;
        var clock = new DayClock(zone);
        Joined = facts.JoinedAt is { } joined ? clock.DayOf(joined.Microseconds) : null;
        Purchases = DayColumn.Of(facts.Purchases.Purchases.At, ref clock);
        Cancellations = DayColumn.Of(facts.Purchases.CancelledAt, ref clock);
        Returns = DayColumn.Of(facts.Purchases.Returns.At, ref clock);
        Interactions = DayColumn.Of(facts.Interactions.At, ref clock);
        Answers = new DayColumn[facts.Answers.Length];
        for (var i = 0; i < Answers.Length; i++) Answers[i] = DayColumn.Of(facts.Answers[i].At, ref clock);
        Asked = DayColumn.Of(facts.Asked.At, ref clock);
        Complaints = DayColumn.Of(facts.Complaints.Opened.At, ref clock);
        ComplaintMoves = DayColumn.Of(facts.Complaints.Moves.At, ref clock);
        Referrals = DayColumn.Of(facts.Referrals.At, ref clock);
        Indicators = DayColumn.Of(facts.Indicators.At, ref clock);
        Profiles = DayColumn.Of(facts.Profiles.At, ref clock);
        Memberships = DayColumn.Of(facts.Memberships.At, ref clock);
        StageMoves = DayColumn.Of(facts.StageMoves.At, ref clock);
    }

    public ZoneRules Zone { get; }

    /// <summary>Number of the day of joining; null without facts.</summary>
    public int? Joined { get; }

    public DayColumn Purchases { get; }

    /// <summary>Per purchase the day of its cancellation, <see cref="int.MaxValue"/> if it wasn't; without rows if none was.</summary>
    public DayColumn Cancellations { get; }

    public DayColumn Returns { get; }

    public DayColumn Interactions { get; }

    public DayColumn[] Answers { get; }

    public DayColumn Asked { get; }

    public DayColumn Complaints { get; }

    public DayColumn ComplaintMoves { get; }

    public DayColumn Referrals { get; }

    public DayColumn Indicators { get; }

    public DayColumn Profiles { get; }

    public DayColumn Memberships { get; }

    public DayColumn StageMoves { get; }

    /// <summary>Purchases and returns in the currency of a document with rates; those of the last rates asked for are kept.</summary>
    public ConvertedPurchases Converted(PurchaseTable table, RateTable rates)
    {
        var converted = Volatile.Read(ref _converted);
        if (converted is not null && ReferenceEquals(converted.Rates, rates)) return converted;
        converted = new(table, this, rates);
        Volatile.Write(ref _converted, converted);
        return converted;
    }
}
