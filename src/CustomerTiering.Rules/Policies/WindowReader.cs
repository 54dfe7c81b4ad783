using System.Text.Json;
using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the window of a metric.</summary>
internal static class WindowReader
{
    public static readonly Vocabulary<int> Named = new(("lifetime", 0), ("anniversary", 1), ("since-tier-start", 2));
    public static readonly string[] Rolling = ["rolling"];
    public static readonly string[] Calendar = ["calendar", "offset"];
    public const int FarthestOffset = 1200;

    /// <param name="window">The member, or null for the default.</param>
    /// <param name="hasTiers">Whether the document is about tiers: a lifecycle has no tier to start from.</param>
    public static Window? Read(Cursor? window, bool hasTiers)
    {
        if (window is null) return new Window.Lifetime();
        if (window.Kind == JsonValueKind.Object)
            return window.Has("calendar") ? Unit(window) : Length(window);
        switch (window.Word(Named))
        {
            case 0: return new Window.Lifetime();
            case 1: return new Window.Anniversary();
            case 2 when hasTiers: return new Window.SinceTierStart();
            case 2: window.Refuse(ErrorCodes.WindowNotAllowed, "a lifecycle has no tier, so no window since its start"); return null;
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
        return unit is null || offset is null ? null : new(unit.Value, offset.Value);
    }
}
