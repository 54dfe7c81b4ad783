using System.Collections.Concurrent;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A company's declared attributes, by name.</summary>
public sealed record AttributeCatalogue(int Version, IReadOnlyDictionary<string, AttributeDeclared> Declared)
{
    public static AttributeCatalogue Empty { get; } = new(0, new Dictionary<string, AttributeDeclared>());

    /// <summary>The names of the personal attributes.</summary>
    public IReadOnlySet<string> Personal { get; } =
        Declared.Values.Where(attribute => attribute.Class == "personal").Select(attribute => attribute.Name).ToHashSet(StringComparer.Ordinal);

    public AttributeCatalogue Apply(AttributeDeclared declared) =>
        new(Version + 1, new Dictionary<string, AttributeDeclared>(Declared) { [declared.Name] = declared });

    /// <summary>All errors in the attributes of a described customer.</summary>
    public IReadOnlyList<FieldError> Judge(Fact? fact)
    {
        if (fact is not CustomerDescription described) return [];
        var errors = new List<FieldError>();
        foreach (var (name, text) in described.Attributes)
        {
            if (!Declared.TryGetValue(name, out var declared))
                errors.Add(new(
                    $"$.attributes.{name}", "undeclared-attribute", $"The attribute '{name}' is not declared; declare its type and class first."));
            else if (!Reads(declared.Type, text))
                errors.Add(new($"$.attributes.{name}", "attribute-type", $"'{name}' is declared as a {declared.Type}, but got '{text}'."));
        }
        return errors;
    }

    private static bool Reads(string type, string text) => type switch
    {
        "number" => PlainDecimal.TryParse(text, out _),
        "boolean" => text is "true" or "false",
        _ => true,
    };
}

/// <summary>The current declarations per company. Reads new ones from the log on each call.</summary>
public sealed class Attributes(LogReader reader)
{
    public static readonly StreamId Stream = new("attributes");
    private readonly ConcurrentDictionary<TenantId, AttributeCatalogue> _known = new();

    public async Task<AttributeCatalogue> CurrentAsync(TenantId tenant, CancellationToken cancel)
    {
        var known = _known.GetValueOrDefault(tenant, AttributeCatalogue.Empty);
        foreach (var recorded in await reader.StreamAsync(tenant, Stream, known.Version + 1, cancellation: cancel))
            known = known.Apply((AttributeDeclared)EventSerializer.Read(recorded));
        return _known.AddOrUpdate(tenant, known, (_, other) => other.Version > known.Version ? other : known);
    }
}
