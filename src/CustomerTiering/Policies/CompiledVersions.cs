using System.Collections.Concurrent;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Policies;

/// <summary>
/// The versions of one kind of standard, each read once and compiled once with its rates. Days without a rate in a version take the rate of the
/// earliest later version that has one. An amount therefore counts as soon as any version in force or scheduled has a rate for its day.
/// </summary>
/// <param name="read">Reads a canonical text; null if it can't be read.</param>
/// <param name="money">The standard's own currency, and its rates.</param>
/// <param name="compile">Compiles a text from its document, frozen zone and the rates of later versions.</param>
internal sealed class CompiledVersions<TDocument, TCompiled>(
    Func<byte[], TDocument?> read, Func<TDocument, (string? Currency, IReadOnlyList<ExchangeRate> Rates)> money,
    Func<TDocument, ZoneRules, EquatableList<LaterRate>, TCompiled> compile)
    where TDocument : class
{
    private readonly ConcurrentDictionary<string, TDocument> _documents = new();
    private readonly ConcurrentDictionary<(string Digest, EquatableList<LaterRate> Later), TCompiled> _compiled = new();

    /// <param name="later">The versions that take effect after it, in that order.</param>
    internal TCompiled Of(StandardVersion version, IEnumerable<StandardVersion> later) =>
        _compiled.GetOrAdd((version.StandardDigest!, LaterRates.For(RatesOf(version), later.Select(RatesOf))),
            key => compile(DocumentOf(version), ZoneOf(version), key.Later));

    private VersionRates RatesOf(StandardVersion version)
    {
        var (currency, rates) = money(DocumentOf(version));
        return new(version.Number, currency, rates);
    }

    private TDocument DocumentOf(StandardVersion version) =>
        _documents.GetOrAdd(version.StandardDigest!, _ => read(CanonicalJson.Write(version.Document)) ?? throw Unreadable(version));

    private static ZoneRules ZoneOf(StandardVersion version) => ZoneRules.TryParse(version.Zone, out var zone) ? zone : throw Unreadable(version);

    private static InvalidDataException Unreadable(StandardVersion version) =>
        new($"Version {version.Number} with digest {version.Digest} was approved and can't be read any more.");
}
