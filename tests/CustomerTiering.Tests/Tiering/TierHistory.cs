using System.Text.Json;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Tests.Events;
using CustomerTiering.Tiering;

namespace CustomerTiering.Tests.Tiering;

/// <summary>Events of one customer on one ladder, as the log would hold them.</summary>
internal sealed class TierHistory
{
    internal static readonly Guid Customer = Guid.Parse("0190b2f0-0000-7000-8000-000000000001");
    private static readonly DecidedBy Policy = new("membership", 1, new string('a', 64));
    private readonly List<RecordedEvent> _events = [];

    internal IReadOnlyList<RecordedEvent> Events => _events;

    internal TierHistory Decided(string day, string outcome, string tier, string? from = null, string? until = null, string? graceEnds = null,
        int? supersedes = null, string? followedBy = null)
    {
        var asOf = DateOnly.Parse(day, null);
        return Add(new TierDecided(
            Customer, "membership", Policy, "2", new(2026, 1, 1), 1, new string('b', 64), outcome == "joined" ? "joining" : "review", day,
            new(asOf, [], [], [], []), tier, tier, tier, tier, outcome, from is null ? asOf : DateOnly.Parse(from, null), asOf,
            until is null ? null : DateOnly.Parse(until, null), graceEnds is null ? null : DateOnly.Parse(graceEnds, null), $"{tier}-care",
            supersedes is { } number ? Id(number).ToString("D") : null, followedBy is null ? null : DateOnly.Parse(followedBy, null)));
    }

    internal TierHistory Warned(string day, string period, string until, string tier) => Add(new DowngradeWarned(
        Customer, "membership", Policy, DateOnly.Parse(day, null), period, [period], DateOnly.Parse(until, null), tier, "ordinary",
        new(DateOnly.Parse(until, null), [], [], [], [])));

    /// <summary>Somebody did something about an override.</summary>
    internal TierHistory Then(object body, string actor = "service:tiering") => Add(body, actor);

    internal TierState State() =>
        _events.Aggregate((TierState?)null, (state, recorded) => TierState.Apply(state, EventSerializer.Read(recorded), recorded)) ?? TierState.None;
    /// <summary>The id of the n-th event.</summary>
    internal static Guid Id(int number) => new(number, 0, 0, new byte[8]);

    internal TierView View()
    {
        var projection = new TiersProjection();
        TierView? view = null;
        foreach (var recorded in _events)
        {
            var key = Assert.Single(projection.Keys(recorded));
            view = projection.Apply(key, view, recorded);
            view = projection.Read(projection.Write(view));
        }
        return view!;
    }

    private TierHistory Add(object body, string actor = "service:tiering")
    {
        var type = EventTypes.Of(body);
        var data = CanonicalJson.Write(JsonSerializer.SerializeToNode(body, type.Body, EventJson.Options));
        var version = _events.Count + 1;
        _events.Add(Recorded.Event(version, TierState.Stream(Customer, "membership"), actor, type, data, Id(version), Customer));
        return this;
    }
}
