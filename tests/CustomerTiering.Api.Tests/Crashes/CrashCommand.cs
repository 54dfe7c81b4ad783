namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>A command that a writer sends until somebody answers it: the same bytes under the same key each time.</summary>
/// <param name="Path">Behind <c>/api/v1</c>.</param>
/// <param name="Body">JSON.</param>
/// <param name="Key">The idempotency key.</param>
internal sealed record CrashCommand(string Path, string Body, string Key)
{
    /// <summary>A fact: its key is its kind and its id.</summary>
    internal static CrashCommand Fact(string path, string kind, string id, string members) =>
        new(path, $"{{\"id\":\"{id}\",{members}}}", $"{kind}-{id}") { Kind = kind };

    /// <summary>The kind of fact; null for what is none.</summary>
    internal string? Kind { get; private init; }

    /// <summary>The line that brings the fact on paper.</summary>
    internal string Line => $"{{\"kind\":\"{Kind}\",{Body[1..]}";
}

/// <summary>What was acknowledged of a fact.</summary>
/// <param name="Id">Its event.</param>
/// <param name="Customer">For whom it was taken.</param>
internal readonly record struct Taken(Guid Id, Guid Customer);
