using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace CustomerTiering.Evidence.Json;

/// <summary>Writes canonical bytes from JSON text, value by value.</summary>
internal static class CanonicalText
{
    internal static void Write(ArrayBufferWriter<byte> output, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: Object(output, ref reader); break;
            case JsonTokenType.StartArray: Array(output, ref reader); break;
            case JsonTokenType.String: CanonicalString.Write(output, Text(ref reader)); break;
            case JsonTokenType.Number: Number(output, reader.ValueSpan); break;
            default: output.Write(reader.ValueSpan); break; // true, false, null
        }
    }

    private static void Array(ArrayBufferWriter<byte> output, ref Utf8JsonReader reader)
    {
        output.Write("["u8);
        for (var first = true; reader.Read() && reader.TokenType != JsonTokenType.EndArray; first = false)
        {
            if (!first) output.Write(","u8);
            Write(output, ref reader);
        }
        output.Write("]"u8);
    }

    private static void Object(ArrayBufferWriter<byte> output, ref Utf8JsonReader reader)
    {
        var values = new ArrayBufferWriter<byte>(64);
        var members = new List<CanonicalMembers.Member>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader);
            reader.Read();
            var start = values.WrittenCount;
            Write(values, ref reader);
            members.Add(new(name, start, values.WrittenCount - start));
        }
        CanonicalMembers.Write(output, members, values.WrittenSpan);
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new CanonicalException("lone-surrogate", "A string holds half of a surrogate pair, or bytes that are not UTF-8.");
        }
    }

    internal static void Number(IBufferWriter<byte> output, ReadOnlySpan<byte> text)
    {
        // Integers of up to 15 digits are exact and their JSON form is already canonical, except minus zero.
        if (text.Length <= 15 && text.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0)
            output.Write(text);
        else
            CanonicalNumber.Write(output, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }
}
