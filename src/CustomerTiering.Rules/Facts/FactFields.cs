using System.Text.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>The members of a fact being read. Null for an optional member is treated as absent.</summary>
internal sealed class FactFields(Members members, ErrorList errors, ZoneRules? zone)
{
    public const decimal LargestValue = 1_000_000_000_000_000m;
    private const int LongestId = 200, LongestText = 1_000, LongestPersonal = 10_000;

    public Cursor? Given(string name) => members.Optional(name) is { Kind: not JsonValueKind.Null } cursor ? cursor : null;

    public bool Has(string name) => Given(name) is not null;

    public Cursor? Required(string name)
    {
        if (Given(name) is { } cursor) return cursor;
        errors.Add("$" + JsonPath.Step(name), ErrorCodes.MissingMember, $"'{name}' is missing");
        return null;
    }

    /// <summary>An id; if missing or rejected, the empty text.</summary>
    public string Id(string name) => OneLine(Required(name), LongestId) ?? "";

    /// <summary>A customer's external id, normalised; if missing or rejected, the empty text.</summary>
    public string CustomerId(string name)
    {
        if (Required(name) is not { } cursor || cursor.Text() is not { } text) return "";
        var id = ExternalId.Tidy(text);
        if (id.Length == 0)
            cursor.Refuse(FactErrorCodes.CustomerMissing,
                $"'{name}' does not name a customer: '{JsonPath.Cut(text)}' is empty or has only white space and invisible characters");
        else if (id.Length > LongestId || id.Any(char.IsControl))
            cursor.Refuse(FactErrorCodes.InvalidText,
                $"a customer's id must have 1 to {LongestId} characters and no control characters, got '{JsonPath.Cut(id)}'");
        return id;
    }

    public string? OptionalId(string name) => OneLine(Given(name), LongestId);

    /// <summary>A single-line text.</summary>
    public string? Text(string name) => OneLine(Given(name), LongestText);

    public string RequiredText(string name) => OneLine(Required(name), LongestText) ?? "";

    /// <summary>A text about or by a person, possibly of several lines.</summary>
    public string? Personal(string name)
    {
        if (Given(name) is not { } cursor || cursor.Text() is not { } text) return null;
        if (text.Length <= LongestPersonal) return text;
        cursor.Refuse(FactErrorCodes.InvalidText, $"a text must have at most {LongestPersonal} characters, got {text.Length}");
        return null;
    }

    public Instant At()
    {
        if (Required("at") is not { } cursor || cursor.Text() is not { } text) return default;
        if (FactTime.TryParse(text, zone, out var at)) return at;
        var unknownZone = zone is null && FactTime.TryParse(text, ZoneRules.Utc, out _);
        cursor.Refuse(FactErrorCodes.InvalidTime, unknownZone
            ? $"'{text}' has no offset, and no time zone is given"
            : $"'{JsonPath.Cut(text)}' is not a time in the years 1000 to 9998, such as 2026-03-31T18:30:00+08:00 or 2026-03-31");
        return default;
    }

    public string Currency()
    {
        if (Required("currency") is not { } cursor || cursor.Text() is not { } code) return "";
        if (!Currencies.Know(code)) cursor.Refuse(ErrorCodes.UnknownCurrency, $"'{JsonPath.Cut(code)}' is not an ISO 4217 currency code");
        return code;
    }

    /// <summary>A boolean member; false if missing.</summary>
    public bool Flag(string name) => Given(name)?.Flag() ?? false;

    public T Word<T>(string name, Vocabulary<T> words) where T : struct => Required(name)?.Word(words) ?? default;

    /// <summary>A value of 0 or more with at most 6 decimals; null if missing.</summary>
    public decimal? NotNegative(string name) => Given(name) is { } cursor ? NotNegative(cursor, LargestValue, 6) : null;

    /// <summary>A number of 0 or more; 0 if rejected.</summary>
    public static decimal NotNegative(Cursor cursor, decimal bound, int decimals) => NotBelow(cursor, bound, decimals) ?? 0;

    /// <summary>A number of 0 or more; null if rejected.</summary>
    public static decimal? NotBelow(Cursor cursor, decimal bound, int decimals)
    {
        if (cursor.Number(bound, decimals) is not { } value) return null;
        if (value >= 0) return value;
        cursor.Refuse(ErrorCodes.OutOfBounds, $"{PlainDecimal.Format(value)} is below 0");
        return null;
    }

    /// <summary>A non-empty text without control characters, no longer than <paramref name="longest"/>.</summary>
    public static string? OneLine(Cursor? cursor, int longest = LongestText)
    {
        if (cursor?.Text() is not { } text) return null;
        if (text.Length > 0 && text.Length <= longest && !text.Any(char.IsControl)) return text;
        cursor.Refuse(FactErrorCodes.InvalidText, $"expected 1 to {longest} characters without control characters, got '{JsonPath.Cut(text)}'");
        return null;
    }
}
