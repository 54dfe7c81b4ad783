using System.Globalization;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Tiering.Overrides;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Deciding;

/// <summary>Collects the events to append for one customer on one ladder, and their result.</summary>
internal sealed class DecisionAppender(EventSerializer serializer, TenantId tenant, LadderCustomer customer, LadderVersions versions)
{
    private readonly StreamId _stream = TierState.Stream(customer.Customer, versions.Ladder);
    private readonly List<NewEvent> _events = [];
    private readonly List<Outcome> _outcomes = [];
    private HeldState? _held = customer.Before.Held;
    private TierMoved? _moved;
    private int _warnings;
    private string? _failure;
    private IReadOnlyList<UncountedSum>? _uncounted;

    internal LadderCustomer Customer => customer;

    /// <summary>The append, or null if there are no events.</summary>
    internal StreamAppend? Append => _events.Count == 0 ? null : new(_stream, customer.Before.Version, _events);

    /// <summary>The held state after the events.</summary>
    internal HeldState? Held => _held;

    internal TierResult Result => new(
        customer.Customer, versions.Ladder, _outcomes, _warnings, customer.Before.Held?.Tier, _held?.Tier, _failure,
        customer.Before.Held?.Tier == _held?.Tier ? null : _moved, Uncounted: _uncounted);

    /// <param name="policy">The version that made the entry.</param>
    internal void Add(TimelineEntry entry, StandardInForce<CompiledPolicy> policy)
    {
        var facts = entry is TimelineEntry.Decided { Decision.AsOf: var asOf } && policy.Compiled.Policy.JudgesGroups
            ? customer.Facts.On(asOf, policy.Compiled.Zone) : customer.Facts;
        var joined = facts.Own.Joined(policy.Compiled.Zone)!.Value;
        switch (entry)
        {
            case TimelineEntry.Decided { IsRecorded: true, Decision: var decision }:
                var forecast = Forecast.Of(policy.Compiled, facts, decision, joined);
                var body = DecisionBodies.Of(
                    policy.Compiled, customer.Customer, joined, decision, Serving.PlanOf(policy.Compiled, decision.Effective), forecast);
                Add(Guid.Parse(decision.Id), body, policy.Compiled, decision.EffectiveFrom);
                _outcomes.Add(decision.Outcome);
                _uncounted = UncountedSum.Of(decision.Assessment);
                if (_held?.Tier != decision.Held) _moved = new(decision.Outcome, Guid.Parse(decision.Id));
                _held = HeldState.After(_held, decision);
                Restate(decision);
                break;
            case TimelineEntry.Judged { Warning: var warning }:
                var id = ContentId.Of(
                    tenant.ToString(), _stream.Value, "warning", _held!.DecisionId, warning.Period.ToString(), warning.AsOf.ToString("o"));
                Add(id, DecisionBodies.Of(customer.Customer, policy, warning, joined, _held), policy.Compiled, warning.AsOf);
                _warnings += warning.Fails ? 1 : 0;
                _held = _held.After(warning);
                break;
            case TimelineEntry.Failed failed:
                _failure = failed.Error.Message;
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// A decision about days before an override began or ended states the effective tier of those days only. The effective tier since then is
    /// restated.
    /// </summary>
    private void Restate(Decision decision)
    {
        if (customer.Before.Overrides.Count == 0 || HeldState.After(null, decision with { FollowedBy = null }) is not { } held) return;
        held = held with { Overrides = OverrideRecords.Granted(customer.Before.Overrides) };
        foreach (var day in OverrideTurns.RecordedAfter(
            customer.Before, decision.EffectiveFrom > decision.AsOf ? decision.EffectiveFrom : decision.AsOf))
        {
            if (day >= decision.FollowedBy) return;
            var policy = versions.On(day).Compiled;
            var id = ContentId.Of(tenant.ToString(), _stream.Value, "restated", decision.Id, day.ToString("o", CultureInfo.InvariantCulture));
            Add(id, new EffectiveTierRestated(
                customer.Customer, versions.Ladder, Guid.Parse(decision.Id), Serving.From(policy, held, day), decision.FollowedBy), policy, day);
        }
    }

    private void Add(Guid id, object body, CompiledPolicy policy, DateOnly effective) =>
        _events.Add(serializer.Write(tenant, _stream, body, new(id, policy.Zone.StartOf(effective).ToDateTimeOffset(), customer.Customer)));
}
