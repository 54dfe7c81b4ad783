using System.Text.Json.Nodes;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Differences;

/// <summary>A difference between two texts of a standard.</summary>
/// <param name="Path">A JSON path (RFC 9535) that identifies entries by their key: <c>$.tiers[?@.code=='gold'].qualify.atLeast</c>.</param>
/// <param name="Before">The earlier value; null if absent. For a change of order, the keys of the entries.</param>
/// <param name="After">The later value; null if absent. For a change of order, the keys of the entries.</param>
public sealed record DocumentChange(string Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>The path as steps, for the text.</summary>
    internal EquatableList<ChangeStep> Steps { get; init; } = [];

    /// <summary>The change in English words: <c>gold: qualify: spend_12m at least 20000 → 25000</c>.</summary>
    public string English => ChangeWords.English.Say(this);

    /// <summary>The change in Chinese words.</summary>
    public string Chinese => ChangeWords.Chinese.Say(this);
}

/// <summary>A step of the path to a change.</summary>
/// <param name="Name">The member, or the key of a list entry; empty for an entry that applies to all others.</param>
/// <param name="IsEntry">Whether it is an entry that the document itself names.</param>
/// <param name="Subject">The subject of a comparison: the metric, score or attribute beside it.</param>
internal readonly record struct ChangeStep(string Name, bool IsEntry, string? Subject);
