using System.Text.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Documents;

/// <summary>
/// A position in a document being read. Each accessor returns null and reports an error if the value does not fit, so that the reader continues and
/// finds further errors.
/// </summary>
internal sealed class Cursor(SourceNode node, ErrorList errors)
{
    /// <summary>The maximum length of a name or code, in UTF-16 units.</summary>
    public const int LongestName = 100;

    private const int LongestMonths = 1200, LongestDays = 36_525;

    public string Path => node.Path;

    public JsonValueKind Kind => node.Kind;

    public bool Has(string member) => node.Kind == JsonValueKind.Object && node.Find(member) is not null;

    /// <summary>The member, if present, without validation.</summary>
    public Cursor? Peek(string member) => node.Kind == JsonValueKind.Object && node.Find(member) is { } child ? new(child, errors) : null;

    /// <summary>The items or members, without validation.</summary>
    public IEnumerable<Cursor> Peeked() => node.Children.Select(c => new Cursor(c, errors));

    /// <summary>The text, if the value is one, without validation.</summary>
    public string? PeekedText => node.Kind == JsonValueKind.String ? node.Text : null;

    /// <summary>The names of the members; empty if the value is not an object.</summary>
    public IEnumerable<string> Names => node.Kind == JsonValueKind.Object ? node.Children.Select(c => c.Name!) : [];

    public static string Describe(SourceNode node) => node.Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"'{JsonPath.Cut(node.Text)}'",
        JsonValueKind.Number => JsonPath.Cut(node.Text),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => "null",
    };

    public void Refuse(string code, string message) => errors.Add(node.Path, code, message);

    /// <summary>An object whose members must all be among <paramref name="known"/>.</summary>
    public Members? Object(params IReadOnlyList<string> known)
    {
        if (!Is(JsonValueKind.Object, "an object")) return null;
        foreach (var child in node.Children)
            if (!known.Contains(child.Name))
                errors.Add(child.Path, ErrorCodes.UnknownMember,
                    $"unknown member '{JsonPath.Cut(child.Name!)}'; known members: {string.Join(", ", known)}");
        return new(node, errors);
    }

    /// <summary>The members of an object whose names the author chooses.</summary>
    public IReadOnlyList<KeyValuePair<string, Cursor>>? Map() =>
        Is(JsonValueKind.Object, "an object") ? [.. node.Children.Select(c => KeyValuePair.Create(c.Name!, new Cursor(c, errors)))] : null;

    public IReadOnlyList<Cursor>? Items() =>
        Is(JsonValueKind.Array, "a list") ? [.. node.Children.Select(c => new Cursor(c, errors))] : null;

    /// <summary>Any text, including the empty one.</summary>
    public string? Text() => Is(JsonValueKind.String, "a text") ? node.Text : null;

    /// <summary>A name or code: 1 to 100 characters, no control characters, no white space at either end.</summary>
    public string? Name()
    {
        if (Text() is not { } text || !CheckName(text)) return null;
        return text;
    }

    /// <summary>Whether <paramref name="name"/>, the text or the member name at this position, is a valid name; reports an error if not.</summary>
    public bool CheckName(string name)
    {
        if (name.Length is > 0 and <= LongestName && !name.Any(char.IsControl) && name.AsSpan().Trim().Length == name.Length) return true;
        Refuse(ErrorCodes.InvalidName,
            $"a name must have 1 to {LongestName} characters, no control characters and no space at either end, got '{JsonPath.Cut(name)}'");
        return false;
    }

    public bool? Flag()
    {
        if (node.Kind is JsonValueKind.True or JsonValueKind.False) return node.Kind == JsonValueKind.True;
        Refuse(ErrorCodes.WrongType, $"expected true or false, got {Describe(node)}");
        return null;
    }

    /// <summary>A number, written as a number or as a text, within <paramref name="bound"/> in magnitude.</summary>
    public decimal? Number(decimal bound, int decimals)
    {
        var fault = NumberFault.NotANumber;
        decimal value = 0;
        if (node.Kind is JsonValueKind.Number or JsonValueKind.String) fault = PlainDecimal.Parse(node.Text, bound, decimals, out value);
        switch (fault)
        {
            case NumberFault.NotANumber: Refuse(ErrorCodes.NotANumber, $"expected a number, got {Describe(node)}"); return null;
            case NumberFault.OutOfBounds: Refuse(ErrorCodes.OutOfBounds, $"{Describe(node)} is outside ±{PlainDecimal.Format(bound)}"); return null;
            case NumberFault.TooManyDecimals: Refuse(ErrorCodes.TooManyDecimals, $"{Describe(node)} has more than {decimals} decimals"); return null;
        }
        node.Plain = PlainDecimal.Format(value);
        return value;
    }

    /// <summary>Whether the value is a number or a text that reads as one, regardless of bounds.</summary>
    public bool ReadsAsNumber => node.Kind == JsonValueKind.Number
        || (node.Kind == JsonValueKind.String && PlainDecimal.Parse(node.Text, 0, 0, out _) != NumberFault.NotANumber);

    public int? Integer(int least, int most)
    {
        var fault = NumberFault.NotANumber;
        decimal value = 0;
        if (node.Kind is JsonValueKind.Number or JsonValueKind.String) fault = PlainDecimal.Parse(node.Text, int.MaxValue, 0, out value);
        if (fault is NumberFault.NotANumber or NumberFault.TooManyDecimals)
        {
            Refuse(ErrorCodes.NotAnInteger, $"expected a whole number, got {Describe(node)}");
            return null;
        }
        if (fault == NumberFault.OutOfBounds || value < least || value > most)
        {
            Refuse(ErrorCodes.OutOfBounds, $"{Describe(node)} is not between {least} and {most}");
            return null;
        }
        node.Plain = PlainDecimal.Format(value);
        return (int)value;
    }

    /// <summary>A period of at most a hundred years, so that every resulting day is within the calendar.</summary>
    public Period? Period()
    {
        if (Text() is not { } text) return null;
        if (Values.Period.TryParse(text, out var period) && period.Months <= LongestMonths && period.Days <= LongestDays) return period;
        Refuse(ErrorCodes.InvalidPeriod,
            $"'{JsonPath.Cut(text)}' is not an ISO 8601 period of years, months, weeks and days, above zero and up to 100 years");
        return null;
    }

    public T? Word<T>(Vocabulary<T> words, string code = ErrorCodes.UnknownWord) where T : struct
    {
        if (Text() is not { } text) return null;
        var meaning = words.Find(text);
        if (meaning is null) Refuse(code, $"unknown word '{JsonPath.Cut(text)}'; allowed: {string.Join(", ", words.Words)}");
        return meaning;
    }

    private bool Is(JsonValueKind kind, string wanted)
    {
        if (node.Kind == kind) return true;
        Refuse(ErrorCodes.WrongType, $"expected {wanted}, got {Describe(node)}");
        return false;
    }
}
