using System.Text.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

internal static class MovementReader
{
    public static readonly string[] Known = ["upgrade", "downgrade", "grace", "warn", "review", "onReturn", "landing"];
    public static readonly Vocabulary<bool> NamedReview = new(("anniversary", true));
    public static readonly string[] Every = ["every"];
    public static readonly string[] Calendar = ["calendar"];
    public static readonly string[] Rechecked = ["recheck"];
    public static readonly string[] Terms = ["within", "after"];

    /// <summary>The values for a policy without movement rules.</summary>
    public static Movement Default { get; } = new(true, Downgrade.Full, null, [], null, null);

    public static Movement? Read(Cursor? movement)
    {
        if (movement is null) return Default;
        if (movement.Object(Known) is not { } members) return null;
        var upgrade = members.Optional("upgrade") is { } up ? up.Word(Words.Upgrade) : Default.UpgradesAtOnce;
        var downgrade = members.Optional("downgrade") is { } down ? down.Word(Words.Downgrade) : Default.Downgrade;
        var onReturn = members.Optional("onReturn") is { } returned ? OnReturn(returned) : Default.OnReturn;
        var grace = members.Optional("grace")?.Period();
        var warn = Warnings(members.Optional("warn"));
        var review = members.Optional("review") is { } written ? Review(written) : null;
        var landing = members.Optional("landing") is { } lands ? ValidityReader.Read(lands) : Default.Landing;
        return upgrade is null || downgrade is null ? null : new(upgrade.Value, downgrade.Value, grace, warn, review, onReturn, landing);
    }

    private static Recheck? OnReturn(Cursor returned)
    {
        if (returned.Kind != JsonValueKind.Object) return returned.Word(Words.OnReturn) == true ? new(null, null) : null;
        var terms = returned.Object(Rechecked)?.Required("recheck")?.Object(Terms);
        return terms is null ? null : new(terms.Optional("within")?.Period(), terms.Optional("after")?.Period());
    }

    private static EquatableList<Period> Warnings(Cursor? warn)
    {
        var periods = new List<Period>();
        foreach (var item in warn?.Items() ?? [])
        {
            if (item.Period() is not { } period) continue;
            if (periods.Contains(period)) item.Refuse(ErrorCodes.DuplicateValue, "the period occurs twice");
            else periods.Add(period);
        }
        // A month counts as its average of 30.4375 days.
        return [.. periods.OrderByDescending(p => (p.Months * 30.4375m) + p.Days)];
    }

    private static ReviewSchedule? Review(Cursor review)
    {
        if (review.Kind != JsonValueKind.Object) return review.Word(NamedReview) is null ? null : new ReviewSchedule.Anniversary();
        if (review.Has("calendar"))
            return review.Object(Calendar)?.Required("calendar")?.Word(Words.Units) is { } unit ? new ReviewSchedule.Calendar(unit) : null;
        return review.Object(Every)?.Required("every")?.Period() is { } every ? new ReviewSchedule.Every(every) : null;
    }
}
