using System.Text.Json;
using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the window of a metric.</summary>
internal static class WindowReader
{
    public static readonly Vocabulary<int> Named = new(("lifetime", 0), ("anniversary", 1), ("since-tier-start", 2), ("tier-anniversary", 3));
    public static readonly string[] Rolling = ["rolling"];
    public static readonly string[] Calendar = ["calendar", "offset", "begins"];
    public static readonly string[] Cycle = ["cycle", "attribute"];
    public const int FarthestOffset = 1200;

    /// <param name="window">The member, or null for the default.</param>
    /// <param name="hasTiers">Whether the document is about tiers. A lifecycle has no tier start.</param>
    /// <param name="scope">The attributes that may be used.</param>
    public static Window? Read(Cursor? window, bool hasTiers, CriterionScope scope)
    {
        if (window is null) return new Window.Lifetime();
        if (window.Kind != JsonValueKind.Object) return NamedOf(window, hasTiers);
        if (window.Has("cycle")) return CycleOf(window, scope);
        return window.Has("calendar") ? Unit(window) : Length(window);
    }

    private static Window? NamedOf(Cursor window, bool hasTiers)
    {
        switch (window.Word(Named))
        {
            case 0: return new Window.Lifetime();
            case 1: return new Window.Anniversary();
            case 2 when hasTiers: return new Window.SinceTierStart();
            case 3 when hasTiers: return new Window.TierAnniversary();
            case 2 or 3: window.Refuse(ErrorCodes.WindowNotAllowed, "only a policy may have a window of a tier"); return null;
            default: return null;
        }
    }

    private static Window.Rolling? Length(Cursor window) =>
        window.Object(Rolling)?.Required("rolling")?.Period() is { } length ? new(length) : null;

    private static Window.Calendar? Unit(Cursor window)
    {
        var members = window.Object(Calendar);
        var unit = members?.Required("calendar")?.Word(Words.Units);
        var offset = members?.Optional("offset") is { } written ? written.Integer(-FarthestOffset, 0) : 0;
        var begins = members?.Optional("begins");
        var day = begins is null ? null : MonthDayReader.Read(begins);
        if (unit is not (null or CalendarUnit.Year)) begins?.Refuse(ErrorCodes.ConflictingMembers, "begins is only allowed with year");
        return unit is null || offset is null ? null : new(unit.Value, offset.Value, day);
    }

    private static Window.Cycle? CycleOf(Cursor window, CriterionScope scope)
    {
        var members = window.Object(Cycle);
        var length = members?.Required("cycle")?.Period();
        var written = members?.Required("attribute");
        var attribute = written is null ? null : scope.Attribute(written);
        if (attribute is { Declared.Type: not AttributeType.Text })
            written!.Refuse(ErrorCodes.AttributeType, "the attribute of a cycle must be a text with a date");
        return length is null || attribute is null ? null : new(length.Value, attribute.Value.Name);
    }
}
