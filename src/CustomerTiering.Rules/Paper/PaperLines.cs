using System.Globalization;
using System.Text;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Paper;

/// <summary>Writes the entries of a run as NDJSON: members in the order of the facts guide, numbers as strings, days as ISO 8601.</summary>
public static class PaperLines
{
    /// <summary>The line of an entry, without a line end.</summary>
    /// <exception cref="ArgumentException">The entry is a failure, which has no line.</exception>
    public static string Render(CompiledPolicy policy, PaperEntry entry) => entry.Entry switch
    {
        TimelineEntry.Decided decided => Decision(policy, entry.Customer, decided.Decision),
        TimelineEntry.Judged judged => Warning(entry.Customer, judged.Warning),
        TimelineEntry.Standing standing => Standing(policy, entry.Customer, standing),
        _ => throw new ArgumentException("Only decisions, warnings and standings have a line.", nameof(entry)),
    };

    private static string Decision(CompiledPolicy policy, string customer, Decision d) =>
        Assessed(policy, customer, d.Trigger.Kind.Name(), d.Assessment)
            .Member("qualified").Text(d.Qualified).Member("computed")
                .Text(d.Computed).Member("held").Text(d.Held).Member("effective").Text(d.Effective)
            .Member("outcome").Text(d.Outcome.Name()).Member("effectiveFrom").Day(d.EffectiveFrom).Member("validUntil").Day(d.ValidUntil)
            .Member("graceEnds").Day(d.GraceEnds).Rates(policy, d.Assessment)
                .Uncounted(d.Assessment).Provisional(d).Trace(policy, d.Assessment).Append('}').ToString();

    private static string Standing(CompiledPolicy policy, string customer, TimelineEntry.Standing s)
    {
        var tiers = policy.Policy.Tiers;
        return Assessed(policy, customer, "date", s.Assessment)
            .Member("qualified").Text(tiers[s.Assessment.Qualified].Code).Member("computed").Text(tiers[s.Assessment.Computed].Code)
            .Member("held").Text(s.Held.Tier).Member("effective").Text(policy.EffectiveTier(s.Held, s.Assessment.AsOf))
            .Member("outcome").Text(null).Member("effectiveFrom").Day(s.Held.EffectiveFrom).Member("validUntil").Day(s.Held.ValidUntil)
            .Member("graceEnds").Day(s.Held.GraceEnds)
                .Rates(policy, s.Assessment).Uncounted(s.Assessment).Trace(policy, s.Assessment).Append('}').ToString();
    }

    private static string Warning(string customer, WarningJudged w) =>
        Head(customer, w.AsOf, "warning").Member("period").Text(w.Period.AsWritten).Member("validUntil").Day(w.ValidUntil)
            .Member("held").Text(w.Held).Member("computed").Text(w.Computed).Append('}').ToString();

    private static StringBuilder Head(string customer, DateOnly asOf, string trigger) =>
        new StringBuilder("{").Member("customer").Text(customer).Member("asOf").Day(asOf).Member("trigger").Text(trigger);

    private static StringBuilder Assessed(CompiledPolicy policy, string customer, string trigger, Assessment assessment)
    {
        var json = Head(customer, assessment.AsOf, trigger).Member("metrics").Append('{');
        for (var i = 0; i < assessment.Metrics.Count; i++) json.Member(policy.Policy.Metrics[i].Name).Number(assessment.Metrics[i]);
        json.Append('}').Member("scores").Append('{');
        for (var i = 0; i < assessment.Scores.Count; i++)
            json.Member(i < policy.Policy.Scores.Count ? policy.Policy.Scores[i].Name : CompiledPolicy.Total).Number(assessment.Scores[i]);
        return json.Append('}');
    }

    /// <summary>The exchange rates used, if any.</summary>
    private static StringBuilder Rates(this StringBuilder json, CompiledPolicy policy, Assessment assessment)
    {
        if (assessment.Rates.Count == 0) return json;
        json.Member("rates").Append('[');
        foreach (var place in assessment.Rates)
        {
            var rate = policy.Policy.Rates[place];
            if (json[^1] != '[') json.Append(',');
            json.Append('[').Text(rate.Currency).Append(',').Day(rate.From).Append(',').Number(rate.Rate).Append(']');
        }
        return json.Append(']');
    }

    /// <summary>The amounts without a rate, if any: currency, number of facts, sum.</summary>
    private static StringBuilder Uncounted(this StringBuilder json, Assessment assessment)
    {
        if (assessment.Uncounted.Count == 0) return json;
        json.Member("uncounted").Append('[');
        foreach (var amount in assessment.Uncounted)
        {
            if (json[^1] != '[') json.Append(',');
            json.Append('{').Member("currency").Text(amount.Currency).Member("facts").Append(CultureInfo.InvariantCulture, $"{amount.Facts}")
                .Member("sum").Number(amount.Sum).Append('}');
        }
        return json.Append(']');
    }

    private static StringBuilder Provisional(this StringBuilder json, Decision decision) =>
        decision.Provisional ? json.Member("provisional").Append("true") : json;

    private static StringBuilder Trace(this StringBuilder json, CompiledPolicy policy, Assessment assessment)
    {
        json.Member("trace").Append('[');
        var first = true;
        foreach (var rule in TraceReading.Of(policy, assessment))
        {
            if (!first) json.Append(',');
            first = false;
            json.Append('{').Member("tier").Text(rule.Tier).Member("rule").Text(rule.Rule == RuleKind.Retain ? "retain" : "qualify")
                .Member("verdict").Text(rule.Verdict.Name()).Member("criteria").Append('[');
            foreach (var criterion in rule.Criteria)
            {
                if (criterion.Index > 0) json.Append(',');
                json.Append(CultureInfo.InvariantCulture, $"[{criterion.Index},")
                    .Text(criterion.Actual).Append(',').Text(criterion.Verdict.Name()).Append(']');
            }
            json.Append("]}");
        }
        return json.Append(']');
    }
}
