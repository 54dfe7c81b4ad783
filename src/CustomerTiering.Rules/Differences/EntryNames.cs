using System.Text.Json.Nodes;

namespace CustomerTiering.Rules.Differences;

/// <summary>The keys of list entries, by which an entry is recognised in another text at a different position.</summary>
internal sealed class EntryNames
{
    private static readonly string[] Subjects = ["metric", "score", "attribute", "segment"];

    private static readonly Dictionary<string, string[]> ByList = new()
    {
        ["tiers"] = ["code"],
        ["stages"] = ["code"],
        ["benefits"] = ["code"],
        ["times"] = ["priority"],
        ["discounts"] = ["category"],
        ["rates"] = ["currency", "from"],
        ["all"] = Subjects,
        ["any"] = Subjects,
        ["of"] = Subjects,
    };

    private readonly string[] _members;

    private EntryNames(string[] members) => _members = members;

    /// <summary>The keys that distinguish the entries of both lists; null if none do, and the lists are compared as whole values.</summary>
    public static EntryNames? Of(string list, JsonArray before, JsonArray after) =>
        ByList.TryGetValue(list, out var members) && new EntryNames(members) is var names && names.TellsApart(before) && names.TellsApart(after)
            ? names : null;

    /// <summary>The subject of a comparison, or null.</summary>
    public static string? Subject(JsonObject criterion) =>
        Subjects.Select(member => criterion[member] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null)
            .FirstOrDefault(text => text is not null);

    /// <summary>The entry's key; empty for the entry that applies to all others.</summary>
    public string NameOf(JsonNode? entry) => string.Join(' ', Named(entry!.AsObject()).Select(one => one.Text));

    /// <summary>The step of the path to an entry.</summary>
    public string Step(JsonObject entry)
    {
        var named = Named(entry).ToList();
        return named.Count == 0
            ? $"[?!@.{_members[0]}]"
            : $"[?{string.Join(" && ", named.Select(name => $"@.{name.Member}=='{Escaped(name.Text)}'"))}]";
    }

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);

    private IEnumerable<(string Member, string Text)> Named(JsonObject entry) =>
        _members.Where(member => entry[member] is JsonValue).Select(member => (member, (string)entry[member]!));

    private bool TellsApart(JsonArray list) =>
        list.All(entry => entry is JsonObject one && (_members != Subjects || Subject(one) is not null))
            && list.Select(NameOf).Distinct(StringComparer.Ordinal).Count() == list.Count;
}
