namespace CustomerTiering.Rules.Paths;

/// <summary>The values that a metric or score can have while an order is between two amounts: perhaps too wide, never too narrow.</summary>
/// <param name="Low">No value is below it.</param>
/// <param name="High">No value is above it.</param>
/// <param name="CanMiss">Whether the value may be missing.</param>
/// <param name="CanBe">Whether there may be a value.</param>
internal readonly record struct ValueRange(decimal Low, decimal High, bool CanMiss, bool CanBe)
{
    public static ValueRange Missing { get; } = new(0, 0, true, false);

    /// <summary>Any value, or none.</summary>
    public static ValueRange Anything { get; } = new(Region.Lowest, Region.Highest, true, true);

    public bool IsMissing => !CanBe;

    /// <summary>One value.</summary>
    public static ValueRange Of(decimal? value) => value is { } number ? new(number, number, false, true) : Missing;

    /// <summary>All from one value to the other, in whatever order.</summary>
    public static ValueRange Between(decimal? first, decimal? last) => first is not { } a || last is not { } b
        ? first is null && last is null ? Missing : Anything
        : new(Math.Min(a, b), Math.Max(a, b), false, true);

    /// <summary>With a value in the place of a missing one.</summary>
    public ValueRange Or(decimal? standIn) => !CanMiss || standIn is not { } value ? this
        : IsMissing ? Of(value) : new(Math.Min(Low, value), Math.Max(High, value), false, true);

    /// <summary>Whether every value here is right in the region (true), none is (false), or some may be (null).</summary>
    public bool? IsIn(Region region)
    {
        if (IsMissing) return region.Missing;
        var (some, all) = (false, false);
        foreach (var span in region.Spans)
        {
            if (span.To < Low || span.From > High) continue;
            some = true;
            all |= span.From <= Low && span.To >= High;
        }
        if (CanMiss) return all && region.Missing ? true : !some && !region.Missing ? false : null;
        return all ? true : some ? null : false;
    }
}
