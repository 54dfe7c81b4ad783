using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports.Maps;

/// <summary>Checks rules between a map's members that its shape can't express. Columns are checked when the file is opened.</summary>
internal static class ImportMapCheck
{
    private const string Attributes = "attributes.", Lines = "lines.";
    private static readonly string[] LineMembers = ["product", "category", "quantity", "unitPrice", "unitCost"];

    internal static List<FieldError> Errors(ImportMap map)
    {
        var errors = new List<FieldError>();
        if (map.Zone is { } zone && !ZoneRules.TryFind(zone, out _)) errors.Add(new("$.zone", "unknown-zone", $"'{zone}' is not an IANA time zone."));
        if (map.Encoding is not (null or "utf-8" or "latin1")) errors.Add(new("$.encoding", "unknown-word", "The encoding must be utf-8 or latin1."));
        if (map.Delimiter is { Length: not 1 }) errors.Add(new("$.delimiter", "one-character", "The delimiter must be one character."));
        if (map.Source is { Length: 0 or > 100 }) errors.Add(new("$.source", "source-form", "The source must be a name of 1 to 100 characters."));
        foreach (var (name, attribute) in map.Attributes ?? new Dictionary<string, MapAttribute>()) Attribute(name, attribute, errors);
        var joins = Joins(map.Joins ?? [], errors);
        Conditions(map.Skip, "$.skip", joins, errors);
        if (map.Facts is null or []) errors.Add(new("$.facts", "missing-member", "A map must describe at least one fact of a row."));
        for (var i = 0; i < map.Facts?.Count; i++) Fact(map, map.Facts[i], $"$.facts[{i}]", joins, errors);
        return errors;
    }

    private static void Attribute(string name, MapAttribute attribute, List<FieldError> errors)
    {
        var path = Attributes[..^1] + "." + name;
        if (!Customers.DeclareAttribute.Types.Contains(attribute.Type))
            errors.Add(new($"$.{path}.type", "unknown-word", $"The type must be one of {string.Join(", ", Customers.DeclareAttribute.Types)}."));
        if (!Customers.DeclareAttribute.Classes.Contains(attribute.Class))
            errors.Add(new($"$.{path}.class", "unknown-word", $"The class must be one of {string.Join(", ", Customers.DeclareAttribute.Classes)}."));
    }

    private static List<string> Joins(IReadOnlyList<MapJoin> joins, List<FieldError> errors)
    {
        var names = new List<string>();
        for (var i = 0; i < joins.Count; i++)
        {
            var path = $"$.joins[{i}]";
            foreach (var (member, value) in new[] { ("name", joins[i].Name), ("file", joins[i].File), ("key", joins[i].Key), ("by", joins[i].By) })
                if (string.IsNullOrEmpty(value)) errors.Add(new($"{path}.{member}", "missing-member", $"'{member}' is missing."));
            if (joins[i].Name is not { Length: > 0 } name) continue;
            if (name.Contains('.', StringComparison.Ordinal))
                errors.Add(new($"{path}.name", "invalid-name", "The name of a join must not contain a dot."));
            if (names.Contains(name)) errors.Add(new($"{path}.name", "duplicate-name", $"There are two joins with the name '{name}'."));
            names.Add(name);
        }
        return names;
    }

    private static void Conditions(IReadOnlyList<MapCondition>? conditions, string path, List<string> joins, List<FieldError> errors)
    {
        for (var i = 0; i < conditions?.Count; i++)
        {
            var one = conditions[i];
            if (string.IsNullOrEmpty(one.Column)) errors.Add(new($"{path}[{i}].column", "missing-member", "'column' is missing."));
            var tests = new object?[] { one.Is, one.IsNot, one.StartsWith, one.StartsNotWith, one.Empty }.Count(test => test is not null);
            if (tests != 1)
                errors.Add(new($"{path}[{i}]", "one-of", "A condition must have exactly one of is, isNot, startsWith, startsNotWith and empty."));
        }
    }

    private static void Fact(ImportMap map, MapFact fact, string path, List<string> joins, List<FieldError> errors)
    {
        Conditions(fact.When, path + ".when", joins, errors);
        FactKind? kind = fact.Kind is { } name && FactKinds.TryParse(name, out var known) ? known : null;
        if (kind is null or FactKind.Correction)
            errors.Add(new(path + ".kind", "unknown-kind",
                fact.Kind is null ? "'kind' is missing." : $"'{fact.Kind}' is not a kind of fact that a map can describe."));
        var fields = fact.Fields ?? new Dictionary<string, MapField>();
        foreach (var needed in (string[])(kind == FactKind.Customer ? ["customer", "at"] : ["customer", "at", "id"]))
            if (!fields.ContainsKey(needed))
                errors.Add(new($"{path}.fields.{needed}", "missing-member", $"'{needed}' is missing: every fact must have it."));
        foreach (var (member, field) in fields) Field(map, kind, member, field, $"{path}.fields.{member}", errors);
    }

    private static void Field(ImportMap map, FactKind? kind, string member, MapField field, string path, List<FieldError> errors)
    {
        if (kind is { } known && !IsMember(known, member)) errors.Add(new(path, "unknown-member", $"A {known.Name()} has no '{member}'."));
        var from = new object?[] { field.Column, field.Columns, field.Value }.Count(one => one is not null);
        if (from != 1 || field.Columns is []) errors.Add(new(path, "one-of", "A field must have exactly one of column, columns and value."));
        if (field.Split is not null && (member != "segments" || field.Split.Length == 0))
            errors.Add(new(path + ".split", "not-available", "split is only allowed for segments, and must have one or more characters."));
        if (member.StartsWith(Attributes, StringComparison.Ordinal)
            && map.Attributes is { } declared && !declared.ContainsKey(member[Attributes.Length..]))
            errors.Add(new(path, "undeclared-attribute", "The map declares attributes, but not this one."));
    }

    private static bool IsMember(FactKind kind, string member) =>
        member.StartsWith(Attributes, StringComparison.Ordinal) ? kind == FactKind.Customer && member.Length > Attributes.Length
        : member.StartsWith(Lines, StringComparison.Ordinal)
            ? kind is FactKind.Purchase or FactKind.Return && LineMembers.Contains(member[Lines.Length..])
        : member is not ("kind" or "lines" or "attributes") && FactReader.MembersOf(kind).Contains(member);
}
