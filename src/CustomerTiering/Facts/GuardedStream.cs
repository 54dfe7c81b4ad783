using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.Http;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>A purchase with what became of it, or a complaint with what became of it: the streams in which one fact can forbid another.</summary>
internal sealed class GuardedStream(StreamId stream)
{
    private readonly List<(Guid Id, Fact Fact)> _facts = [];

    internal StreamId Stream { get; } = stream;

    /// <summary>The version that the next append expects.</summary>
    internal int Version { get; private set; }

    internal bool Holds(Guid id) => _facts.Exists(entry => entry.Id == id);

    internal void Add(Guid id, Fact fact)
    {
        _facts.Add((id, fact));
        Version++;
    }

    /// <summary>What the next fact of this stream would break, or null. Judged is the whole: so the order in which facts arrive is immaterial.</summary>
    internal FieldError? Judge(Fact next)
    {
        if (_facts.Count == 0)
            return next is Purchase or ComplaintOpened ? null : Unknown(next);
        var facts = Effective(_facts.Select(entry => entry.Fact).Append(next));
        return facts.OfType<Purchase>().FirstOrDefault() is { } purchase
            ? JudgePurchase(purchase, facts, next)
            : facts.OfType<ComplaintOpened>().FirstOrDefault() is { } opened ? JudgeComplaint(opened, facts, next) : Unknown(next);
    }

    private static FieldError Unknown(Fact next) => next is ComplaintResolved or ComplaintReopened
        ? new("$.of", "unknown-complaint", "There is no such complaint.")
        : new("$.of", "unknown-purchase", "There is no such purchase.");

    private static FieldError? JudgePurchase(Purchase purchase, List<Fact> facts, Fact next)
    {
        if (facts.OfType<Cancellation>().Count() > 1) return new("$.of", "already-cancelled", "The purchase is cancelled already.");
        if (facts.OfType<Return>().FirstOrDefault(item => item.Currency != purchase.Currency) is { } foreign)
            return new("$.currency", "currency-of-purchase", $"The purchase was made in {purchase.Currency}, not in {foreign.Currency}.");
        var returned = facts.OfType<Return>().Sum(item => item.Amount);
        return returned <= purchase.Amount ? null : new("$.amount", "return-exceeds-purchase", string.Create(
            CultureInfo.InvariantCulture,
            $"With this {next.Kind.Name()} {returned} would be returned of a purchase of {purchase.Amount}."));
    }

    private static FieldError? JudgeComplaint(ComplaintOpened opened, List<Fact> facts, Fact next)
    {
        var moves = facts.Where(fact => fact is ComplaintResolved or ComplaintReopened);
        return ComplaintState.Order(opened, moves, []) is null
            ? null
            : next is ComplaintReopened
                ? new("$.of", "complaint-not-resolved", "Only a resolved complaint can be opened again.")
                : new("$.of", "complaint-not-open", "Only an open complaint can be resolved.");
    }

    /// <summary>Each fact once, as last corrected.</summary>
    private static List<Fact> Effective(IEnumerable<Fact> facts)
    {
        var effective = new Dictionary<(FactKind, string), Fact>();
        foreach (var fact in facts)
        {
            var holds = fact is Correction correction ? correction.Replacement : fact;
            effective[(holds.Kind, holds.Id)] = holds;
        }
        return [.. effective.Values];
    }
}
