using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CustomerTiering.Http.Json;

/// <summary>
/// Amounts and scores: written as strings without trailing zeros, read from a string or number without loss. More than 28 digits and exponents are
/// rejected, never rounded.
/// </summary>
public sealed class DecimalConverter : JsonConverter<decimal>
{
    private const string Rule = "must be a decimal number of at most 28 digits, such as \"12.50\", without an exponent";

    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number) || reader.ValueIsEscaped) throw new BrokenRule(Rule);
        var length = reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length;
        if (length > 64) throw new BrokenRule(Rule);
        Span<byte> text = stackalloc byte[(int)length];
        if (reader.HasValueSequence) reader.ValueSequence.CopyTo(text);
        else reader.ValueSpan.CopyTo(text);
        return TryRead(text, out var value) ? value : throw new BrokenRule(Rule);
    }

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options)
    {
        Span<char> text = stackalloc char[32];
        value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        writer.WriteStringValue(Trimmed(text[..length]));
    }

    /// <summary>The canonical text of an amount: <c>12.5</c>, <c>-3</c>, <c>0</c>.</summary>
    public static string Text(decimal value) => Trimmed(value.ToString(CultureInfo.InvariantCulture)).ToString();

    internal static bool TryRead(ReadOnlySpan<byte> text, out decimal value)
    {
        value = 0;
        if (!IsPlain(text)) return false;
        // Up to 28 digits are exact, whatever the scale.
        return decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>An optional minus, digits without leading zeros, and optionally a point and digits; at most 28 digits.</summary>
    private static bool IsPlain(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'-', ..]) text = text[1..];
        var point = text.IndexOf((byte)'.');
        var whole = point < 0 ? text : text[..point];
        var fraction = point < 0 ? default : text[(point + 1)..];
        if (whole.IsEmpty || (point >= 0 && fraction.IsEmpty) || whole is [(byte)'0', _, ..]) return false;
        return whole.Length + fraction.Length <= 28 && !whole.ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && !fraction.ContainsAnyExceptInRange((byte)'0', (byte)'9');
    }

    private static ReadOnlySpan<char> Trimmed(ReadOnlySpan<char> text)
    {
        if (text.Contains('.')) text = text.TrimEnd('0').TrimEnd('.');
        return text is "-0" ? "0" : text;
    }
}
