using System.Text.Json.Nodes;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Differences;

/// <summary>The differences between two normalized texts of one kind of standard.</summary>
public static class DocumentDifference
{
    /// <summary>All changes by path: members in code-point order; entries in the order of the later text, then removed ones.</summary>
    /// <param name="before">The earlier text; null: the whole later text is new.</param>
    public static EquatableList<DocumentChange> Of(JsonObject? before, JsonObject after)
    {
        var changes = new List<DocumentChange>();
        Objects(new("$", []), before ?? [], after, changes);
        return [.. changes];
    }

    private readonly record struct Place(string Path, EquatableList<ChangeStep> Steps)
    {
        public Place Then(string step, ChangeStep named) => new(Path + step, [.. Steps, named]);

        public DocumentChange Change(JsonNode? before, JsonNode? after) => new(Path, before?.DeepClone(), after?.DeepClone()) { Steps = Steps };
    }

    private static void Values(Place at, JsonNode? before, JsonNode? after, List<DocumentChange> changes)
    {
        if (JsonNode.DeepEquals(before, after)) return;
        if (before is JsonObject one && after is JsonObject other && AreOfOneForm(one, other)) Objects(at, one, other, changes);
        else if (before is JsonArray old && after is JsonArray now && EntryNames.Of(at.Steps[^1].Name, old, now) is { } names)
            Entries(at, old, now, names, changes);
        else changes.Add(at.Change(before, after));
    }

    private static void Objects(Place at, JsonObject before, JsonObject after, List<DocumentChange> changes)
    {
        var isMap = at.Steps is [{ Name: "metrics" or "scores" or "moves", IsEntry: false }];
        foreach (var name in before.Select(member => member.Key).Union(after.Select(member => member.Key)).Order(CodePointOrder.Instance))
            Values(at.Then(JsonPath.Step(name), new(name, isMap, EntryNames.Subject(after) ?? EntryNames.Subject(before))), before[name], after[name],
                changes);
    }

    private static void Entries(Place at, JsonArray before, JsonArray after, EntryNames names, List<DocumentChange> changes)
    {
        var (old, now) = (before.ToDictionary(names.NameOf), after.ToDictionary(names.NameOf));
        var (kept, keptNow) = (old.Keys.Where(now.ContainsKey).ToList(), now.Keys.Where(old.ContainsKey).ToList());
        if (!kept.SequenceEqual(keptNow))
            changes.Add(at.Then("", new("order", false, null)).Change(Listed(kept), Listed(keptNow)));
        foreach (var name in now.Keys.Concat(old.Keys.Where(key => !now.ContainsKey(key))))
        {
            var (was, is_) = (old.GetValueOrDefault(name), now.GetValueOrDefault(name));
            Values(at.Then(names.Step((is_ ?? was)!.AsObject()), new(name, true, null)), was, is_, changes);
        }
    }

    /// <summary>Whether members are compared one by one. Comparisons of different subjects, and different forms, are replaced whole.</summary>
    private static bool AreOfOneForm(JsonObject before, JsonObject after) =>
        EntryNames.Subject(before) == EntryNames.Subject(after) && before.Any(member => after.ContainsKey(member.Key));

    private static JsonArray Listed(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];
}
