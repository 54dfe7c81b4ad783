using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Reads what a purchase or return amounts to: its lines, or the amount alone.</summary>
internal static class LineReader
{
    private const decimal LargestOfLine = 1_000_000_000m;
    private static readonly string[] Known = ["product", "category", "quantity", "unitPrice", "unitCost"];

    /// <param name="fields">The fact.</param>
    /// <param name="allowDiscounts">Whether a line may be below 0: a coupon or discount of the whole purchase.</param>
    public static (decimal Amount, EquatableList<FactLine> Lines) Read(FactFields fields, bool allowDiscounts)
    {
        if (fields.Given("amount") is { } amount)
        {
            if (fields.Has("lines")) amount.Refuse(ErrorCodes.ConflictingMembers, "the amount follows from the lines; only one of the two is given");
            return (FactFields.NotNegative(amount, FactFields.LargestValue, 9), []);
        }
        // One of the two has to be there; the lines are the better one.
        if (fields.Required("lines") is not { } list || list.Items() is not { } items) return (0, []);
        if (items.Count == 0) list.Refuse(ErrorCodes.OutOfBounds, "there is at least one line; without any, the amount is given");
        FactLine[] lines = [.. items.Select(item => Line(item, allowDiscounts))];
        Int128 total = 0;
        foreach (var line in lines) total += Scaled.Of(line.Quantity, 3) * Scaled.Of(line.UnitPrice, 6);
        if (total >= 0 && total <= Scaled.Of(FactFields.LargestValue, 9)) return (Scaled.ToDecimal(total, 9), [.. lines]);
        if (total < 0) list.Refuse(ErrorCodes.OutOfBounds, $"the lines amount to {PlainDecimal.Format(Scaled.ToDecimal(total, 9))}; discounts may not exceed what is bought");
        else list.Refuse(ErrorCodes.OutOfBounds, $"the lines amount to more than {PlainDecimal.Format(FactFields.LargestValue)}");
        return (0, []);
    }

    private static FactLine Line(Cursor cursor, bool allowDiscounts)
    {
        if (cursor.Object(Known) is not { } members) return default;
        return new(
            Text("product"), Text("category"), Number("quantity", 3) ?? Missing("quantity"), Price() ?? Missing("unitPrice"), Number("unitCost", 6));

        Cursor? Given(string name) => members.Optional(name) is { Kind: not System.Text.Json.JsonValueKind.Null } given ? given : null;
        string? Text(string name) => FactFields.OneLine(Given(name));
        decimal? Price() => allowDiscounts ? Given("unitPrice")?.Number(LargestOfLine, 6) : Number("unitPrice", 6);
        decimal? Number(string name, int decimals) => Given(name) is { } given ? FactFields.NotNegative(given, LargestOfLine, decimals) : null;

        decimal Missing(string name)
        {
            cursor.Refuse(ErrorCodes.MissingMember, $"'{name}' is missing");
            return 0;
        }
    }
}
