namespace CustomerTiering.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">The items, in list order.</param>
/// <param name="Next">The cursor of the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

public static class PageSize
{
    public const int Default = 50;

    public const int Max = 500;

    /// <summary>The requested page size, from 1 to <see cref="Max"/>; <see cref="Default"/> if none is given.</summary>
    public static Result<int> Of(int? limit) => limit switch
    {
        null => Default,
        >= 1 and <= Max => limit.Value,
        _ => Problem.Invalid("limit", "out-of-range", $"limit must be from 1 to {Max}, got '{limit}'."),
    };
}
