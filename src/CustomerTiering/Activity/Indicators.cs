using System.Collections.Concurrent;

namespace CustomerTiering.Activity;

/// <summary>A company's declared indicators, by name.</summary>
public sealed record IndicatorCatalogue(int Version, IReadOnlyDictionary<string, IndicatorDeclared> Declared)
{
    public static IndicatorCatalogue Empty { get; } = new(0, new Dictionary<string, IndicatorDeclared>());

    internal IndicatorCatalogue Apply(IndicatorDeclared declared) =>
        new(Version + 1, new Dictionary<string, IndicatorDeclared>(Declared) { [declared.Name] = declared });

    internal static bool AreSame(IndicatorDeclared one, IndicatorDeclared other) =>
        one with { Names = other.Names } == other
            && one.Names.Count == other.Names.Count && one.Names.All(name => other.Names.GetValueOrDefault(name.Key) == name.Value);
}

/// <summary>The current declarations of each company. Reread from the log whenever a new declaration is possible.</summary>
public sealed class Indicators(LogReader reader)
{
    internal static readonly StreamId Stream = new("indicators");
    private readonly ConcurrentDictionary<TenantId, IndicatorCatalogue> _known = new();

    public async Task<IndicatorCatalogue> CurrentAsync(TenantId tenant, CancellationToken cancel)
    {
        var known = _known.GetValueOrDefault(tenant, IndicatorCatalogue.Empty);
        foreach (var recorded in await reader.StreamAsync(tenant, Stream, known.Version + 1, cancellation: cancel))
            known = known.Apply((IndicatorDeclared)EventSerializer.Read(recorded));
        return _known.AddOrUpdate(tenant, known, (_, other) => other.Version > known.Version ? other : known);
    }
}
