using CustomerTiering.EventLog;
using CustomerTiering.Http;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Guards;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>
/// The purchases, complaints and askings that some facts bear on, with all that refers to them: what the rules judge each further fact by. Judged is the whole, so
/// that the order in which facts arrive is immaterial.
/// </summary>
internal sealed class GuardBook(Func<Guid, Guid, bool> areOne)
{
    private readonly Dictionary<string, GuardEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, GuardEntry>> _referring = new(StringComparer.Ordinal);
    private readonly Dictionary<StreamId, int> _versions = [];
    private readonly HashSet<Guid> _seen = [];

    /// <summary>Whether an event of this id is in a stream that was read.</summary>
    internal bool Holds(Guid id) => _seen.Contains(id);

    /// <summary>The version that the next append to the stream expects; null where it guards nothing here.</summary>
    internal int? VersionOf(StreamId stream) => _versions.TryGetValue(stream, out var version) ? version : null;

    /// <summary>Guards a stream.</summary>
    internal void Open(StreamId stream) => _versions.TryAdd(stream, 0);

    /// <summary>An event was read from, or goes to, a stream.</summary>
    internal void Count(StreamId stream, Guid id)
    {
        _seen.Add(id);
        if (_versions.TryGetValue(stream, out var version)) _versions[stream] = version + 1;
    }

    /// <summary>Whom a fact was recorded of, where it is of a customer who is one with another by now; null: it is not known, or of nobody who is.</summary>
    internal Guid? OwnerOf(Guid id, Guid customer) =>
        _entries.TryGetValue(id.ToString("D"), out var entry) && areOne(customer, entry.Customer) ? entry.Customer : null;

    /// <summary>Those of whom facts are known.</summary>
    internal IEnumerable<Guid> Customers => _entries.Values.Select(entry => entry.Customer).Distinct();

    /// <summary>A fact, or a correction of one, is known.</summary>
    /// <param name="customer">Whom it is about.</param>
    /// <param name="home">The stream of its corrections.</param>
    internal void Know(Guid customer, Fact fact, StreamId home)
    {
        if (After(customer, fact, home) is not { } entry) return;
        if (_entries.GetValueOrDefault(entry.Id)?.Reference is { } before) _referring[before].Remove(entry.Id);
        _entries[entry.Id] = entry;
        if (entry.Reference is not { } of) return;
        if (!_referring.TryGetValue(of, out var others)) _referring[of] = others = new(StringComparer.Ordinal);
        others[entry.Id] = entry;
    }

    /// <summary>Of a correction the streams, besides that of the fact itself, of what the fact refers to before and after it: whoever judges there must hear of it.</summary>
    internal IReadOnlyList<StreamId> NotedIn(Correction correction)
    {
        var kind = FactRules.RefersTo(correction.Replacement.Kind);
        if (kind is null || !_entries.TryGetValue(correction.Of, out var entry)) return [];
        string?[] things = [entry.Reference, FactRules.Reference(correction.Replacement)];
        return [.. things.OfType<string>().Select(of => FactStreams.Guarding(kind.Value, Guid.Parse(of))).Distinct().Where(stream => stream != entry.Home)];
    }

    /// <summary>What a further fact, or a correction, would break; null if nothing.</summary>
    /// <param name="customer">Whom it is about.</param>
    /// <param name="next">The fact.</param>
    /// <param name="named">What it refers to, as its source names it.</param>
    internal FieldError? Judge(Guid customer, Fact next, string? named)
    {
        if (After(customer, next, default) is not { } entry) return null;
        var before = _entries.GetValueOrDefault(entry.Id);
        var error = entry.Reference is { } of ? OfThing(customer, of, entry, named) : null;
        if (error is null && before?.Reference is { } left && left != entry.Reference) error = OfThing(customer, left, entry, null);
        if (error is null && FactRules.IsGuarded(entry.Fact.Original.Kind)) error = Broken(entry, entry.Id, entry);
        if (error is null) return null;
        return next is Correction ? new("$.replaces" + error.Path[1..], error.Code, error.Message) : new(error.Path, error.Code, error.Message);
    }

    private GuardEntry? After(Guid customer, Fact fact, StreamId home)
    {
        if (fact is not Correction correction) return GuardEntry.Of(fact.Id, customer, home, GuardedFact.Of(fact));
        return _entries.TryGetValue(correction.Of, out var entry) ? entry.With(correction) : null;
    }

    private DocumentError? OfThing(Guid customer, string of, GuardEntry next, string? named)
    {
        if (!_entries.TryGetValue(of, out var opening) || !areOne(customer, opening.Customer))
            return named is null ? null : FactRules.Unknown(FactRules.RefersTo(next.Fact.Original.Kind)!.Value, named);
        return Broken(opening, of, next);
    }

    private DocumentError? Broken(GuardEntry opening, string of, GuardEntry next)
    {
        var others = _referring.TryGetValue(of, out var all) ? all.Values.Where(entry => entry.Id != next.Id) : [];
        List<GuardedFact> referring = [.. others.Select(entry => entry.Fact)];
        if (next.Reference == of) referring.Add(next.Fact);
        if (FactRules.Judge(opening.Fact, referring).FirstOrDefault() is not { } broken) return null;
        if (ReferenceEquals(broken.By, next.Fact)) return broken.Error;
        return WasBroken(of, broken) ? null : new("$", broken.Error.Code, "with this fact, an earlier one breaks a rule: " + broken.Error.Message);
    }

    /// <summary>What was broken before holds nobody up.</summary>
    private bool WasBroken(string of, BrokenRule broken) => _entries.TryGetValue(of, out var opening)
        && FactRules.Judge(opening.Fact, [.. _referring.TryGetValue(of, out var all) ? all.Values.Select(entry => entry.Fact) : []])
            .Any(before => before.By.Original.Id == broken.By.Original.Id && before.Error.Code == broken.Error.Code);
}

/// <summary>A fact among those that rules judge together.</summary>
/// <param name="Customer">Whom it is about.</param>
/// <param name="Home">The stream of its corrections.</param>
/// <param name="Fact">The fact with its corrections.</param>
/// <param name="Reference">What it refers to now.</param>
internal sealed record GuardEntry(string Id, Guid Customer, StreamId Home, GuardedFact Fact, string? Reference)
{
    internal static GuardEntry Of(string id, Guid customer, StreamId home, GuardedFact fact) => new(id, customer, home, fact, FactRules.Reference(fact.Final));

    internal GuardEntry With(Correction correction) => Of(Id, Customer, Home, new(Fact.Original, [.. Fact.Corrections, correction]));
}
