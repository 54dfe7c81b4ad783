using System.Text.Json.Nodes;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Differences;

/// <summary>One place at which two texts of a standard differ.</summary>
/// <param name="Path">Where, a JSON path (RFC 9535) that names entries by what they are: <c>$.tiers[?@.code=='gold'].qualify.atLeast</c>.</param>
/// <param name="Before">What stands there in the earlier text; null where nothing does. Of a change of order, what names the entries.</param>
/// <param name="After">What stands there in the later text; null where nothing does.</param>
public sealed record DocumentChange(string Path, JsonNode? Before, JsonNode? After)
{
    /// <summary>The way there, for the words.</summary>
    internal EquatableList<ChangeStep> Steps { get; init; } = [];

    /// <summary>The change in plain words, in English: <c>gold: qualify: spend_12m at least 20000 → 25000</c>.</summary>
    public string English => ChangeWords.English.Say(this);

    /// <summary>The change in plain words, in Chinese.</summary>
    public string Chinese => ChangeWords.Chinese.Say(this);
}

/// <summary>A step on the way to a change.</summary>
/// <param name="Name">The member, or what names the entry of a list; empty for one that is for all others.</param>
/// <param name="IsEntry">Whether it is an entry that the document itself names.</param>
/// <param name="Subject">What a comparison is about: the metric, score or attribute beside it.</param>
internal readonly record struct ChangeStep(string Name, bool IsEntry, string? Subject);
