using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Compares a value with the bounds of a comparison, all of which must hold.</summary>
internal static class Comparisons
{
    /// <summary>A metric or score, whose thresholds are numbers.</summary>
    public static bool AllHold(decimal value, EquatableList<Bound> bounds) => AllHold(new Actual(value, null), bounds);

    /// <summary>Compares an attribute: with a number as a number, otherwise by code points.</summary>
    public static bool AllHold(string text, EquatableList<Bound> bounds) =>
        AllHold(new Actual(PlainDecimal.TryParse(text, out var number) ? number : null, text), bounds);

    private static bool AllHold(in Actual actual, EquatableList<Bound> bounds)
    {
        foreach (var bound in bounds)
            if (!Holds(actual, bound)) return false;
        return true;
    }

    private static bool Holds(in Actual actual, Bound bound) => bound.Comparator switch
    {
        Comparator.AtLeast => actual.OrderTo(bound.Operands[0]) >= 0,
        Comparator.AtMost => actual.OrderTo(bound.Operands[0]) <= 0,
        Comparator.Above => actual.OrderTo(bound.Operands[0]) > 0,
        Comparator.Below => actual.OrderTo(bound.Operands[0]) < 0,
        Comparator.Equals => actual.OrderTo(bound.Operands[0]) == 0,
        Comparator.In => EqualsSome(actual, bound.Operands),
        Comparator.NotIn => DiffersFromAll(actual, bound.Operands),
        _ => throw new ArgumentOutOfRangeException(nameof(bound)),
    };

    private static bool EqualsSome(in Actual actual, EquatableList<Operand> operands)
    {
        foreach (var operand in operands)
            if (actual.OrderTo(operand) == 0) return true;
        return false;
    }

    private static bool DiffersFromAll(in Actual actual, EquatableList<Operand> operands)
    {
        foreach (var operand in operands)
            if (actual.OrderTo(operand) == 0) return false;
        return true;
    }

    private readonly record struct Actual(decimal? Number, string? Text)
    {
        /// <summary>Negative, zero or positive like any comparison; null if text is compared with a number.</summary>
        public int? OrderTo(in Operand operand) => operand.Number is { } threshold
            ? Number?.CompareTo(threshold)
            : Text is null ? null : CodePointOrder.Instance.Compare(Text, operand.Text);
    }
}
