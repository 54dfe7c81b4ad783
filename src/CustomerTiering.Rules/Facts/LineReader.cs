using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Reads the lines of a purchase or return, or its amount alone.</summary>
internal static class LineReader
{
    private const decimal LargestOfLine = 1_000_000_000m;
    private static readonly string[] Known = ["product", "category", "quantity", "unitPrice", "unitCost"];

    /// <param name="currency">The currency of the amounts; empty if rejected.</param>
    /// <param name="allowDiscounts">Whether a line may be negative: a coupon or discount on the whole purchase.</param>
    public static (decimal Amount, EquatableList<FactLine> Lines) Read(FactFields fields, string currency, bool allowDiscounts)
    {
        if (fields.Given("amount") is { } amount)
        {
            if (fields.Has("lines")) amount.Refuse(ErrorCodes.ConflictingMembers, "the amount follows from the lines; give only one of the two");
            return (Amount(amount, currency), []);
        }
        // One of the two is required, preferably the lines.
        if (fields.Required("lines") is not { } list || list.Items() is not { } items) return (0, []);
        if (items.Count == 0) list.Refuse(ErrorCodes.OutOfBounds, "lines must not be empty; without lines, give the amount");
        var lines = new FactLine[items.Count];
        var readable = true;
        for (var i = 0; i < lines.Length; i++) readable &= TryLine(items[i], allowDiscounts, out lines[i]);
        if (!readable) return (0, []); // the total of unreadable lines means nothing
        Int128 total = 0;
        foreach (var line in lines) total += Scaled.Of(line.Quantity, 3) * Scaled.Of(line.UnitPrice, 6);
        if (total >= 0 && total <= Scaled.Of(FactFields.LargestValue, 9)) return (Scaled.ToDecimal(total, 9), [.. lines]);
        if (total < 0)
            list.Refuse(ErrorCodes.OutOfBounds,
                $"the lines amount to {PlainDecimal.Format(Scaled.ToDecimal(total, 9))}; discounts must not exceed the purchase");
        else list.Refuse(ErrorCodes.OutOfBounds, $"the lines amount to more than {PlainDecimal.Format(FactFields.LargestValue)}");
        return (0, []);
    }

    // The value counts, not its notation: trailing zeros are not decimals.
    private static decimal Amount(Cursor cursor, string currency)
    {
        var value = FactFields.NotNegative(cursor, FactFields.LargestValue, 9);
        if (Currencies.Know(currency) && value % Currencies.Smallest(currency) != 0)
            cursor.Refuse(FactErrorCodes.AmountTooFine,
                $"{PlainDecimal.Format(value)} {currency} has too many decimals: an amount in {currency} must be a multiple of "
                    + $"{PlainDecimal.Format(Currencies.Smallest(currency))}");
        return value;
    }

    private static bool TryLine(Cursor cursor, bool allowDiscounts, out FactLine line)
    {
        line = default;
        if (cursor.Object(Known) is not { } members) return false;
        var (quantity, price, cost) =
            (Number("quantity", 3, mayBeBelow: false), Number("unitPrice", 6, allowDiscounts), Number("unitCost", 6, mayBeBelow: false));
        line = new(Text("product"), Text("category"), quantity ?? 0, price ?? 0, cost);
        return IsThere("quantity", quantity) & IsThere("unitPrice", price);

        Cursor? Given(string name) => members.Optional(name) is { Kind: not System.Text.Json.JsonValueKind.Null } given ? given : null;
        string? Text(string name) => FactFields.OneLine(Given(name));
        decimal? Number(string name, int decimals, bool mayBeBelow) => Given(name) is not { } given ? null
            : mayBeBelow ? given.Number(LargestOfLine, decimals)
            : FactFields.NotBelow(given, LargestOfLine, decimals);

        bool IsThere(string name, decimal? value)
        {
            if (Given(name) is null) cursor.Refuse(ErrorCodes.MissingMember, $"'{name}' is missing");
            return value is not null;
        }
    }
}
