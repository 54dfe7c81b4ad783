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

/// <summary>The entries of one customer and ladder, as they gather: what is to be appended, and what it comes to.</summary>
/// <param name="serializer">Writes the events.</param>
/// <param name="customer">Whom it is about.</param>
/// <param name="versions">The ladder.</param>
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

    /// <summary>What is to be appended, or null if nothing is.</summary>
    internal StreamAppend? Append => _events.Count == 0 ? null : new(_stream, customer.Before.Version, _events);

    /// <summary>What is held after it.</summary>
    internal HeldState? Held => _held;

    /// <summary>What it comes to.</summary>
    internal TierResult Result => new(
        customer.Customer, versions.Ladder, _outcomes, _warnings, customer.Before.Held?.Tier, _held?.Tier, _failure,
        customer.Before.Held?.Tier == _held?.Tier ? null : _moved, Uncounted: _uncounted);

    /// <param name="entry">What comes next.</param>
    /// <param name="policy">The version that made it.</param>
    internal void Add(TimelineEntry entry, StandardInForce<CompiledPolicy> policy)
    {
        var facts = entry is TimelineEntry.Decided { Decision.AsOf: var asOf } && policy.Compiled.Policy.JudgesGroups
            ? customer.Facts.On(asOf, policy.Compiled.Zone) : customer.Facts;
        var joined = facts.Own.Joined(policy.Compiled.Zone)!.Value;
        switch (entry)
        {
            case TimelineEntry.Decided { IsRecorded: true, Decision: var decision }:
                var forecast = Forecast.Of(policy.Compiled, facts, decision, joined);
                var body = DecisionBodies.Of(policy.Compiled, customer.Customer, joined, decision, Serving.PlanOf(policy.Compiled, decision.Effective), forecast);
                Add(Guid.Parse(decision.Id), body, policy.Compiled, decision.EffectiveFrom);
                _outcomes.Add(decision.Outcome);
                _uncounted = UncountedSum.Of(decision.Assessment);
                if (_held?.Tier != decision.Held) _moved = new(decision.Outcome, Guid.Parse(decision.Id));
                _held = HeldState.After(_held, decision);
                Restate(decision);
                break;
            case TimelineEntry.Judged { Warning: var warning }:
                var id = ContentId.Of(tenant.ToString(), _stream.Value, "warning", _held!.DecisionId, warning.Period.ToString(), warning.AsOf.ToString("o"));
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

    /// <summary>A decision about days before an override began or ended says what serves on its own days alone: what serves since then is said again.</summary>
    private void Restate(Decision decision)
    {
        if (customer.Before.Overrides.Count == 0 || HeldState.After(null, decision with { FollowedBy = null }) is not { } held) return;
        held = held with { Overrides = OverrideRecords.Granted(customer.Before.Overrides) };
        foreach (var day in OverrideTurns.RecordedAfter(customer.Before, decision.EffectiveFrom > decision.AsOf ? decision.EffectiveFrom : decision.AsOf))
        {
            if (day >= decision.FollowedBy) return;
            var policy = versions.On(day).Compiled;
            var id = ContentId.Of(tenant.ToString(), _stream.Value, "restated", decision.Id, day.ToString("o", CultureInfo.InvariantCulture));
            Add(id, new EffectiveTierRestated(customer.Customer, versions.Ladder, Guid.Parse(decision.Id), Serving.From(policy, held, day), decision.FollowedBy), policy, day);
        }
    }

    private void Add(Guid id, object body, CompiledPolicy policy, DateOnly effective) =>
        _events.Add(serializer.Write(tenant, _stream, body, new(id, policy.Zone.StartOf(effective).ToDateTimeOffset(), customer.Customer)));
}
