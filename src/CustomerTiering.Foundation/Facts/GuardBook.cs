using CustomerTiering.EventLog;
using CustomerTiering.Http;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Guards;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>
/// The purchases, complaints and sent surveys that a batch of facts refers to, with all facts that refer to them: the basis for judging each further
/// fact. The whole set is judged, so the order of arrival does not matter.
/// </summary>
internal sealed class GuardBook(Func<Guid, Guid, bool> areOne)
{
    private readonly Dictionary<string, GuardEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, GuardEntry>> _referring = new(StringComparer.Ordinal);
    private readonly Dictionary<StreamId, int> _versions = [];
    private readonly HashSet<Guid> _seen = [];

    /// <summary>Whether an event of this id is in a stream that was read.</summary>
    internal bool Holds(Guid id) => _seen.Contains(id);

    /// <summary>The version expected by the next append to the stream; null if it is not guarded here.</summary>
    internal int? VersionOf(StreamId stream) => _versions.TryGetValue(stream, out var version) ? version : null;

    /// <summary>Starts guarding a stream.</summary>
    internal void Open(StreamId stream) => _versions.TryAdd(stream, 0);

    /// <summary>Counts an event that was read from, or will be appended to, a stream.</summary>
    internal void Count(StreamId stream, Guid id)
    {
        _seen.Add(id);
        if (_versions.TryGetValue(stream, out var version)) _versions[stream] = version + 1;
    }

    /// <summary>
    /// The customer a fact was recorded for, if that customer and the given one are the same by now; null otherwise, or if the fact is unknown.
    /// </summary>
    internal Guid? OwnerOf(Guid id, Guid customer) =>
        _entries.TryGetValue(id.ToString("D"), out var entry) && areOne(customer, entry.Customer) ? entry.Customer : null;

    /// <summary>The customers of the known facts.</summary>
    internal IEnumerable<Guid> Customers => _entries.Values.Select(entry => entry.Customer).Distinct();

    /// <summary>Adds a fact, or the correction of one. <paramref name="home"/> is the stream of its corrections.</summary>
    internal void Know(Guid customer, Fact fact, StreamId home)
    {
        if (After(customer, fact, home) is not { } entry) return;
        if (_entries.GetValueOrDefault(entry.Id)?.Reference is { } before) _referring[before].Remove(entry.Id);
        _entries[entry.Id] = entry;
        if (entry.Reference is not { } of) return;
        if (!_referring.TryGetValue(of, out var others)) _referring[of] = others = new(StringComparer.Ordinal);
        others[entry.Id] = entry;
    }

    /// <summary>
    /// For a correction, the streams of what the fact refers to before and after it, other than its own: they must note the correction.
    /// </summary>
    internal IReadOnlyList<StreamId> NotedIn(Correction correction)
    {
        var kind = FactRules.RefersTo(correction.Replacement.Kind);
        if (kind is null || !_entries.TryGetValue(correction.Of, out var entry)) return [];
        string?[] things = [entry.Reference, FactRules.Reference(correction.Replacement)];
        return [.. things.OfType<string>().Select(of => FactStreams.Guarding(kind.Value, Guid.Parse(of)))
            .Distinct().Where(stream => stream != entry.Home)];
    }

    /// <summary>
    /// The rule that a further fact or correction would break, or null. <paramref name="named"/> is its reference in the source's terms.
    /// </summary>
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

    /// <summary>A rule that was already broken does not block further facts.</summary>
    private bool WasBroken(string of, BrokenRule broken) => _entries.TryGetValue(of, out var opening)
        && FactRules.Judge(opening.Fact, [.. _referring.TryGetValue(of, out var all) ? all.Values.Select(entry => entry.Fact) : []])
            .Any(before => before.By.Original.Id == broken.By.Original.Id && before.Error.Code == broken.Error.Code);
}

/// <summary>
/// A fact among those judged together. <see cref="Home"/> is the stream of its corrections, <see cref="Reference"/> the fact it refers to now.
/// </summary>
internal sealed record GuardEntry(string Id, Guid Customer, StreamId Home, GuardedFact Fact, string? Reference)
{
    internal static GuardEntry Of(string id, Guid customer, StreamId home, GuardedFact fact) =>
        new(id, customer, home, fact, FactRules.Reference(fact.Final));

    internal GuardEntry With(Correction correction) => Of(Id, Customer, Home, new(Fact.Original, [.. Fact.Corrections, correction]));
}
