using System.Text;
using System.Text.Json.Nodes;

namespace CustomerTiering.Rules.Differences;

/// <summary>Describes changes in words of one language.</summary>
internal sealed class ChangeWords(Language language)
{
    public static ChangeWords English { get; } = new(Language.English);

    public static ChangeWords Chinese { get; } = new(Language.Chinese);

    private static readonly string[] Comparators = ["atLeast", "atMost", "above", "below", "equals", "in", "notIn"];
    private static readonly string[] Subjects = ["metric", "score", "attribute"];

    public string Say(DocumentChange change)
    {
        var said = new StringBuilder();
        foreach (var label in Labels(change)) said.Append(said.Length == 0 ? "" : language.Colon).Append(label);
        var ending = change.Steps[^1] is { Subject: { } subject, IsEntry: false } last && Comparators.Contains(last.Name)
            ? $"{language.Colon}{subject} {language.Word(last.Name)} " : language.Colon;
        if (said.Length == 0) ending = "";
        return (change.Before, change.After) switch
        {
            (null, { } after) => $"{said}{ending}{language.Added} {Phrase(after)}",
            ({ } before, null) => $"{said}{ending}{language.Removed} {Phrase(before)}",
            var (before, after) => $"{said}{ending}{Phrase(before)} → {Phrase(after)}",
        };
    }

    /// <summary>The labels before the values: entries by key, members by word, and nothing for members that only group.</summary>
    private IEnumerable<string> Labels(DocumentChange change)
    {
        var steps = change.Steps;
        for (var i = 0; i < steps.Count; i++)
        {
            var (name, isEntry, subject) = steps[i];
            if (isEntry && i > 0 && steps[i - 1].Name is "all" or "any" or "of") continue; // the comparison names its subject
            if (isEntry) yield return name.Length > 0 ? name : language.Others;
            else if (subject is not null && Comparators.Contains(name)) yield break;
            else if (language.Word(name) is { Length: > 0 } word)
            {
                var named = i + 1 < steps.Count && steps[i + 1].IsEntry && name is not ("all" or "any" or "of");
                yield return named ? $"{word} {(steps[++i].Name is { Length: > 0 } entry ? entry : language.Others)}" : word;
            }
        }
    }

    private string Phrase(JsonNode? value) => value switch
    {
        JsonObject { Count: 0 } => language.Nothing,
        JsonObject criterion when Subjects.Any(criterion.ContainsKey) && Comparators.Any(criterion.ContainsKey) => Comparison(criterion),
        JsonObject one when one.Count == 1 && one.First() is { Key: "all" or "any", Value: JsonArray list } only =>
            list.Count == 0 ? language.Always : string.Join(only.Key == "all" ? language.And : language.Or, list.Select(Enclosed)),
        JsonObject one when one["not"] is JsonObject denied => $"{language.Not} {Enclosed(denied)}",
        JsonObject one when one["of"] is JsonArray of && one.ContainsKey("count") =>
            language.SomeOf((string)one["count"]!, string.Join(language.Semicolon, of.Select(Phrase))),
        JsonObject one => string.Join(language.Comma, one.Select(member => $"{Named(member.Key)} {Enclosed(member.Value)}")),
        JsonArray list => string.Join(language.Comma, list.Select(Enclosed)),
        JsonValue flag when flag.TryGetValue<bool>(out var yes) => yes ? language.Yes : language.No,
        null => language.Nothing,
        _ => (string)value!,
    };

    private string Enclosed(JsonNode? value)
    {
        var hasParts = value is JsonArray || (
            value is JsonObject one && (one.Count > 1 || one.Any(member => member.Value is JsonArray)) && !Subjects.Any(one.ContainsKey));
        return hasParts ? $"({Phrase(value)})" : Phrase(value);
    }

    private string Comparison(JsonObject criterion)
    {
        var subject = Subjects.Where(criterion.ContainsKey).Select(member => (string)criterion[member]!).First();
        var bounds = Comparators.Where(criterion.ContainsKey).Select(word => $"{language.Word(word)} {Phrase(criterion[word])}");
        return $"{subject} {string.Join(language.And, bounds)}";
    }

    private string Named(string member) => language.Word(member) is { Length: > 0 } word ? word : member;
}
