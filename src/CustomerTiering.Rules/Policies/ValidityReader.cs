using System.Text.Json;
using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

internal static class ValidityReader
{
    /// <summary>Whether the word is <c>anniversary</c>.</summary>
    public static readonly Vocabulary<bool> Named = new(("anniversary", true), ("none", false));
    public static readonly string[] Rolling = ["rolling", "extend"];
    public static readonly string[] Calendar = ["calendar", "offset"];
    public static readonly string[] Dates = ["dates"];
    public const int FarthestOffset = 1200;
    private const int MostDates = 20;

    public static Validity? Read(Cursor validity)
    {
        if (validity.Kind != JsonValueKind.Object)
            return validity.Word(Named) switch { true => new Validity.Anniversary(), false => new Validity.None(), null => null };
        if (validity.Has("calendar")) return UnitOf(validity);
        return validity.Has("dates") ? DatesOf(validity) : LengthOf(validity);
    }

    private static Validity.Rolling? LengthOf(Cursor validity)
    {
        var members = validity.Object(Rolling);
        var written = members?.Required("rolling");
        var length = written?.Period();
        var extends = members?.Optional("extend") is { } extend ? extend.Word(Words.Extend) : false;
        if (length is null || extends is null) return null;
        if (length is not { Months: 0, Days: < 2 }) return new(length.Value, extends.Value);
        written!.Refuse(ErrorCodes.InvalidPeriod, "a validity must be at least two days");
        return null;
    }

    private static Validity.Calendar? UnitOf(Cursor validity)
    {
        var members = validity.Object(Calendar);
        var unit = members?.Required("calendar")?.Word(Words.Units);
        var offset = members?.Optional("offset") is { } written ? written.Integer(0, FarthestOffset) : 0;
        return unit is null || offset is null ? null : new(unit.Value, offset.Value);
    }

    private static Validity.Dates? DatesOf(Cursor validity)
    {
        var list = validity.Object(Dates)?.Required("dates");
        if (list?.Items() is not { } items) return null;
        if (items.Count is 0 or > MostDates)
        {
            list.Refuse(ErrorCodes.OutOfBounds, $"expected 1 to {MostDates} dates, got {items.Count}");
            return null;
        }
        var days = new SortedDictionary<(int, int), MonthDay>();
        foreach (var item in items)
            if (MonthDayReader.Read(item) is { } day && !days.TryAdd((day.Month, day.Day), day))
                item.Refuse(ErrorCodes.DuplicateValue, "the date occurs twice");
        return new([.. days.Values]);
    }
}
