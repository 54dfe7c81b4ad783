namespace CustomerTiering.Http;

/// <summary>Part of a list.</summary>
/// <param name="Items">In the list's order.</param>
/// <param name="Next">Ask with it for what follows; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>How many items a page has.</summary>
public static class PageSize
{
    public const int Default = 50;

    public const int Max = 500;

    /// <summary>The limit that was asked for, from 1 to <see cref="Max"/>; <see cref="Default"/> where none was.</summary>
    public static Result<int> Of(int? limit) => limit switch
    {
        null => Default,
        >= 1 and <= Max => limit.Value,
        _ => Problem.Invalid("limit", "out-of-range", $"limit must be from 1 to {Max}, got '{limit}'."),
    };
}
