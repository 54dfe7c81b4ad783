using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>The compiled conditions of a metric (<c>where</c>).</summary>
internal sealed class FieldFilter
{
    private static readonly string[] SurveyNames = ["csat", "nps", "ces"];
    private readonly FieldCondition[] _ofFact;
    private readonly FieldCondition[] _ofLine;

    /// <param name="conditions">All must hold.</param>
    /// <param name="byLine">Whether the facts are purchases and returns, whose category and product belong to their lines.</param>
    public FieldFilter(IReadOnlyList<FieldCondition> conditions, bool byLine)
    {
        _ofLine = [.. conditions.Where(c => byLine && c.Field is FactField.Category or FactField.Product)];
        _ofFact = [.. conditions.Except(_ofLine)];
    }

    /// <summary>Whether the conditions select lines of a fact.</summary>
    public bool NarrowsLines => _ofLine.Length > 0;

    public bool Accepts(Fact fact)
    {
        foreach (var condition in _ofFact)
            if (!Holds(condition, Field(fact, condition.Field))) return false;
        return true;
    }

    public bool Accepts(in LineRow line)
    {
        foreach (var condition in _ofLine)
            if (!Holds(condition, condition.Field == FactField.Category ? line.Category : line.Product)) return false;
        return true;
    }

    /// <summary>The text of a field of the fact itself, or null.</summary>
    public static string? Field(Fact fact, FactField field) => (field, fact) switch
    {
        (FactField.Channel, _) => fact.Channel,
        (FactField.Direction, Interaction interaction) => interaction.Direction,
        (FactField.Purpose, Interaction interaction) => interaction.Purpose,
        (FactField.Category, Complaint complaint) => complaint.Category,
        (FactField.Priority, Complaint complaint) => complaint.Priority,
        (FactField.Survey, SurveyAsked asked) => SurveyNames[(int)asked.Survey],
        (FactField.Survey, SurveyAnswer answer) => SurveyNames[(int)answer.Survey],
        _ => null,
    };

    private static bool Holds(FieldCondition condition, string? value)
    {
        if (value is null) return false;
        foreach (var permitted in condition.Values)
            if (string.Equals(permitted, value, StringComparison.Ordinal)) return true;
        return false;
    }
}
