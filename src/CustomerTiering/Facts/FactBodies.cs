using System.Text.Json.Nodes;
using CustomerTiering.Activity;
using CustomerTiering.Events;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Satisfaction;

namespace CustomerTiering.Facts;

/// <summary>The event that states a fact from a source: source ids become event ids, and what identifies a person becomes <see cref="Personal"/>.</summary>
internal static class FactBodies
{
    /// <param name="source">The fact; a correction after it was completed.</param>
    /// <param name="customer">Whom it is about.</param>
    /// <param name="ids">Ids of its source.</param>
    /// <param name="referred">Id of the customer it refers to, for a referral.</param>
    /// <param name="personalAttributes">Names of declared personal attributes.</param>
    /// <param name="kept">The event id of what it refers to, where a correction left the reference alone.</param>
    internal static object Of(SourceFact source, Guid customer, FactIds ids, Guid? referred, IReadOnlySet<string> personalAttributes, Guid? kept)
    {
        var id = Personal.Of(source.Id);
        var note = Personal.Of(source.Personal.Note);
        Guid? Reference(FactKind kind, string? of) => kept ?? (of is null ? null : ids.Of(kind, of));
        return (source.Fact is Correction correction ? correction.Replacement : source.Fact) switch
        {
            Rules.Facts.CustomerDescribed fact => Described(source, fact, personalAttributes),
            Purchase fact => new PurchaseMade(customer, fact.Currency, fact.Amount, Lines(fact.Lines), fact.Redeemed, fact.Channel, id, note),
            Return fact => new PurchaseReturned(
                customer, Reference(FactKind.Purchase, fact.Of), fact.Currency, fact.Amount, Lines(fact.Lines), fact.Channel, id, note),
            Cancellation fact => new PurchaseCancelled(customer, Reference(FactKind.Purchase, fact.Of)!.Value, fact.Channel, id, note),
            Interaction fact => new InteractionHeld(customer, fact.Channel, fact.Direction, fact.Purpose, fact.Outcome, fact.Minutes, id, note),
            Referral fact => new CustomerReferred(customer, referred!.Value, fact.Channel, id, note),
            Indicator fact => new IndicatorReported(customer, fact.Name, fact.Value, fact.Unit, fact.Channel, id, note),
            SurveyAsked fact => new SurveySent(customer, SurveyName(fact.Survey), fact.Channel, id, note),
            Rules.Facts.SurveyAnswered fact => new Satisfaction.SurveyAnswered(
                customer, SurveyName(fact.Survey), fact.Score, Reference(FactKind.SurveyAsked, fact.Of), fact.Channel, id, Personal.Of(source.Personal.Comment), note),
            Rules.Facts.ComplaintOpened fact => new Satisfaction.ComplaintOpened(customer, fact.Category, fact.Priority, fact.Channel, id, note),
            Rules.Facts.ComplaintResolved fact => new Satisfaction.ComplaintResolved(customer, Reference(FactKind.Complaint, fact.Of)!.Value, fact.Channel, id, note),
            Rules.Facts.ComplaintReopened fact => new Satisfaction.ComplaintReopened(customer, Reference(FactKind.Complaint, fact.Of)!.Value, fact.Channel, id, note),
            _ => throw new InvalidOperationException($"A fact of kind {source.Kind.Name()} reached the log incomplete."),
        };
    }

    private static Customers.CustomerDescribed Described(SourceFact source, Rules.Facts.CustomerDescribed fact, IReadOnlySet<string> personal)
    {
        var open = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var sealedOnes = new JsonObject();
        foreach (var (name, text) in fact.Attributes)
        {
            if (personal.Contains(name)) sealedOnes[name] = text;
            else open[name] = text;
        }
        var type = fact.Type switch { CustomerType.Person => "person", CustomerType.Company => "company", _ => null };
        return new(
            new(type, open, [.. fact.Segments], fact.Group), Personal.Of(source.Personal.Name), sealedOnes.Count > 0 ? Personal.Of(sealedOnes) : null,
            Personal.Of(source.Id), Personal.Of(source.Personal.Note));
    }

    internal static string SurveyName(Survey survey) => survey switch { Survey.Csat => "csat", Survey.Nps => "nps", _ => "ces" };

    private static List<PurchaseLine>? Lines(IReadOnlyList<FactLine> lines) => lines.Count == 0
        ? null
        : [.. lines.Select(line => new PurchaseLine(line.Product, line.Category, line.Quantity, line.UnitPrice, line.UnitCost))];
}
