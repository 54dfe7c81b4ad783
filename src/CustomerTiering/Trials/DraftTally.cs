using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Tiering;

namespace CustomerTiering.Trials;

/// <summary>Sums the results of one draft, compared with the tiers in force, over customers in the order of their ids.</summary>
internal sealed class DraftTally
{
    private const string Carried = "carried";

    private readonly TrialScope _scope;
    private readonly WrittenPolicy _text;
    private readonly CompiledPolicy _draft;
    private readonly PlansInForce _plansInForce;
    private readonly PlansInForce _plansOfDraft;
    private readonly IReadOnlyList<DateOnly> _days;
    private readonly Dictionary<(string? From, string? To), int>[] _matrices;
    private readonly Dictionary<(string? From, string? To), int> _startToEnd = [];
    private readonly SortedDictionary<string, int> _decisions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (ServedDays InForce, ServedDays Draft)> _served = new(StringComparer.Ordinal);
    private readonly List<Mover> _movers = [];
    private readonly List<TriedWarning> _warnings = [];
    private readonly List<string> _failures = [];
    private (int Up, int Down, int Other) _moved;
    private (int Warnings, int Customers) _warned;
    private int _failed;
    private CoveredDays _covered = CoveredDays.None;

    internal DraftTally(TrialScope scope, WrittenPolicy text, StandardInForce<CompiledPolicy> draft, PlansInForce plansInForce)
    {
        (_scope, _text, _draft, _plansInForce, _plansOfDraft) = (scope, text, draft.Compiled, plansInForce, new(new([draft])));
        _days = scope.Days();
        _matrices = [.. _days.Select(_ => new Dictionary<(string? From, string? To), int>())];
    }

    internal void Add(Guid customer, TierCourse inForce, TriedCustomer tried)
    {
        for (var i = 0; i < _days.Count; i++) Count(_matrices[i], inForce.On(_days[i]), tried.Course.On(_days[i]));
        Count(_startToEnd, tried.Course.On(_scope.From), tried.Course.On(_scope.To));
        foreach (var outcome in tried.Outcomes) _decisions[outcome.Name()] = _decisions.GetValueOrDefault(outcome.Name()) + 1;
        foreach (var (from, to, plan) in _plansInForce.Serving(inForce, _scope.From, _scope.To)) Served(plan).InForce.Add(from, to);
        foreach (var (from, to, plan) in _plansOfDraft.Serving(tried.Course, _scope.From, _scope.To)) Served(plan).Draft.Add(from, to);
        _covered += CoveredDays.Of(inForce.FirstFrom(_scope.From), tried.Course.FirstFrom(_scope.From), _scope.To);
        if (inForce.On(_scope.To) is { } here && tried.Course.On(_scope.To) is { } there && here != there) Move(customer, here, there, tried);
        if (tried.Warnings.Count > 0) _warned = (_warned.Warnings + tried.Warnings.Count, _warned.Customers + 1);
        foreach (var warning in tried.Warnings.Take(TrialSum.MostListed - _warnings.Count))
            _warnings.Add(new(customer, warning.AsOf, warning.Held, warning.Computed, warning.ValidUntil));
        if (tried.Failure is null) return;
        _failed++;
        if (_failures.Count < TrialSum.MostFailures) _failures.Add($"{customer:D}: {tried.Failure}");
    }

    internal DraftResult ToResult() => new(
        _text.Name, _text.Version, _text.Digest, [.. _days.Select((day, i) => new DayTiers(day, TrialSum.Moves(_matrices[i])))],
        TrialSum.Moves(_startToEnd), _decisions,
        new(_moved.Up, _moved.Down, _moved.Other, _movers), new(_warned.Warnings, _warned.Customers, _warnings), [.. Plans()], [],
        new(_failed, _failures), _covered);

    private void Move(Guid customer, string here, string there, TriedCustomer tried)
    {
        var (from, to) = (_draft.RankOf(here), _draft.RankOf(there)!.Value);
        if (from is null) _moved.Other++;
        else if (from < to) _moved.Up++;
        else _moved.Down++;
        if (_movers.Count == TrialSum.MostListed) return;
        _movers.Add(tried.Last is { } last
            ? new(
                customer, here, there, last.AsOf, last.Outcome.Name(), last.Computed, last.ValidUntil, MoverReasons.Of(_draft, last, here),
                MoverWords.Of(_draft, last, here),
                UncountedSum.Of(last.Assessment))
            : new(customer, here, there, _scope.From, Carried, there, tried.Carried?.ValidUntil, [], MoverWords.Carried(tried.Carried)));
    }

    private IEnumerable<PlanUse> Plans()
    {
        foreach (var (plan, (inForce, draft)) in _served)
        {
            var price = _scope.Prices.FirstOrDefault(price => price.Plan == plan);
            var per = Period.TryParse(price?.Per, out var period) ? period : (Period?)null;
            yield return new(plan, price, inForce.Count(per), draft.Count(per));
        }
    }

    private (ServedDays InForce, ServedDays Draft) Served(string plan) => _served.TryGetValue(plan, out var served)
        ? served
        : _served[plan] = (new(_scope.From, _scope.To), new(_scope.From, _scope.To));

    private static void Count(Dictionary<(string? From, string? To), int> matrix, string? from, string? to)
    {
        if (from is not null || to is not null) matrix[(from, to)] = matrix.GetValueOrDefault((from, to)) + 1;
    }
}
