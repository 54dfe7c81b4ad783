using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace CustomerTiering.Evidence.Json;

/// <summary>
/// A fast check that a text is already canonical, as most texts written by the program are. It recognises simple texts only: ASCII names, no escapes,
/// integers of up to 15 digits. False means unknown.
/// </summary>
internal static class CanonicalCheck
{
    internal static bool Holds(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = CanonicalJson.MaxDepth });
            var places = new Places();
            var next = 0;
            while (reader.Read())
            {
                if (!IsNext(utf8, ref reader, ref places[reader.CurrentDepth], ref next)) return false;
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray) places[reader.CurrentDepth + 1] = default;
            }
            return next == utf8.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether the token directly follows the previous one, in order and in canonical form; advances behind it.</summary>
    private static bool IsNext(ReadOnlySpan<byte> utf8, ref Utf8JsonReader reader, ref Place place, ref int next)
    {
        var type = reader.TokenType;
        var value = reader.ValueSpan;
        var isEnd = type is JsonTokenType.EndObject or JsonTokenType.EndArray;
        if (place.Filled && !place.Named && !isEnd) next++; // a comma
        if (reader.TokenStartIndex != next) return false;
        next += value.Length;
        switch (type)
        {
            case JsonTokenType.PropertyName:
                var before = utf8.Slice(place.NameStart, place.NameLength);
                if (reader.ValueIsEscaped || !Ascii.IsValid(value) || (place.Filled && before.SequenceCompareTo(value) >= 0)) return false;
                place = new() { Filled = true, Named = true, NameStart = next - value.Length + 1, NameLength = value.Length };
                next += 3; // two quotes and a colon
                return true;
            case JsonTokenType.String:
                next += 2;
                place.Fill();
                return !reader.ValueIsEscaped && Utf8.IsValid(value);
            case JsonTokenType.Number:
                place.Fill();
                return value.Length <= 15 && value.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0;
            default: // true, false, null, the start or the end of an object or array
                if (!isEnd) place.Fill();
                return true;
        }
    }

    /// <summary>The progress within an object or array.</summary>
    private struct Place
    {
        internal bool Filled, Named;
        internal int NameStart, NameLength;

        internal void Fill() => (Filled, Named) = (true, false);
    }

    [InlineArray(CanonicalJson.MaxDepth + 1)]
    private struct Places
    {
        private Place _first;
    }
}
