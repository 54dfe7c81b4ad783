namespace CustomerTiering.Rules.Paths;

/// <summary>The possible values of a metric or score for orders between two amounts. The range may be too wide, but never too narrow.</summary>
/// <param name="Low">A lower bound.</param>
/// <param name="High">An upper bound.</param>
/// <param name="CanMiss">Whether the value may be missing.</param>
/// <param name="CanBe">Whether there may be a value.</param>
internal readonly record struct ValueRange(decimal Low, decimal High, bool CanMiss, bool CanBe)
{
    public static ValueRange Missing { get; } = new(0, 0, true, false);

    /// <summary>Any value, or a missing one.</summary>
    public static ValueRange Anything { get; } = new(Region.Lowest, Region.Highest, true, true);

    public bool IsMissing => !CanBe;

    /// <summary>One value.</summary>
    public static ValueRange Of(decimal? value) => value is { } number ? new(number, number, false, true) : Missing;

    /// <summary>All values between two, in either order.</summary>
    public static ValueRange Between(decimal? first, decimal? last) => first is not { } a || last is not { } b
        ? first is null && last is null ? Missing : Anything
        : new(Math.Min(a, b), Math.Max(a, b), false, true);

    /// <summary>The range with missing values replaced.</summary>
    public ValueRange Or(decimal? standIn) => !CanMiss || standIn is not { } value ? this
        : IsMissing ? Of(value) : new(Math.Min(Low, value), Math.Max(High, value), false, true);

    /// <summary>Whether all values are valid in the region (true), none is (false), or some may be (null).</summary>
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
