using System.Text.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the thresholds of a comparison: numbers for metrics and scores; also texts and booleans for attributes.</summary>
internal static class BoundReader
{
    public static Bound? Read(Cursor threshold, Comparator comparator, Compared compared, AttributeDeclaration? declared)
    {
        if (declared?.Type == AttributeType.Boolean && comparator is Comparator.AtLeast or Comparator.AtMost or Comparator.Above or Comparator.Below)
        {
            threshold.Refuse(ErrorCodes.AttributeType, "true and false can only be compared for equality");
            return null;
        }
        if (comparator is not (Comparator.In or Comparator.NotIn))
            return Operand(threshold, compared, declared) is { } operand ? new(comparator, [operand]) : null;
        if (threshold.Items() is not { } items) return null;
        return new(comparator, [.. items.Select(i => Operand(i, compared, declared)).OfType<Operand>()]);
    }

    private static Operand? Operand(Cursor threshold, Compared compared, AttributeDeclaration? declared)
    {
        var fits = declared?.Type switch
        {
            AttributeType.Number => threshold.ReadsAsNumber,
            AttributeType.Boolean => IsBoolean(threshold),
            _ => true,
        };
        if (!fits)
        {
            threshold.Refuse(
                ErrorCodes.AttributeType, $"the attribute is declared as {(declared!.Type == AttributeType.Number ? "a number" : "true or false")}");
            return null;
        }
        if (compared != Compared.Attribute || threshold.ReadsAsNumber)
            return threshold.Number(Limits.Value, Limits.Decimals) is { } number ? new(PlainDecimal.Format(number), number) : null;
        if (threshold.Kind is JsonValueKind.True or JsonValueKind.False)
            return new(threshold.Kind == JsonValueKind.True ? "true" : "false", null);
        return threshold.Text() is { } text ? new(text, null) : null;
    }

    private static bool IsBoolean(Cursor threshold) =>
        threshold.Kind is JsonValueKind.True or JsonValueKind.False
            || threshold.Kind == JsonValueKind.String && threshold.Text() is "true" or "false";
}
