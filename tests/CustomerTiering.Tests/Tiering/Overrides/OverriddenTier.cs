using System.Text;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Http;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Tests.Tiering.Overrides;

/// <summary>
/// On 10 March 2026 a customer holds silver since 1 January, of ordinary, silver, gold, platinum and diamond: ann asks, bob and carl approve, olga
/// revokes.
/// </summary>
internal sealed class OverriddenTier
{
    internal static readonly OverrideAddress Address = new(TierHistory.Customer, "membership", Guid.Parse("33333333-3333-8333-8333-333333333333"));
    internal static readonly CompiledPolicy Policy = Compiled("""{ "longest": "P6M", "reasons": ["goodwill", "contract"] }""");
    internal static readonly RequestOverride Command =
        new(OverrideKind.Exact, "gold", Day("2026-03-10"), Day("2026-06-30"), "goodwill", "They waited for three weeks.", ["ticket-4711"]);

    internal TierHistory History { get; } = new TierHistory().Decided("2026-01-01", "joined", "silver", until: "2026-12-31");

    internal TierState State => History.State();

    internal OverrideRecord Record => State.Overrides.Single(one => one.Id == Address.Id);

    internal static OverriddenTier Held() => new();

    /// <summary>Asked for, as the handler has it.</summary>
    internal static OverriddenTier Requested(RequestOverride? command = null, OverrideContext? context = null) =>
        Held().Happened("ann", state => RequestOverride.Handle(command ?? Command, Address, state, context ?? By("ann")));

    /// <summary>Asked for and approved by one other person.</summary>
    internal static OverriddenTier Granted(RequestOverride? command = null) => Requested(command).Approved("bob");

    internal OverriddenTier Approved(string by, string day = "2026-03-10") =>
        Happened(by, state => ApproveOverride.Handle(new(null), Address, Record, state, By(by, day)));

    internal OverriddenTier Happened(string by, Func<TierState, Result<Change<OverrideAnswer>>> handle)
    {
        foreach (var body in EventsOf(handle(State))) History.Then(body, by);
        return this;
    }

    internal OverriddenTier Happened(object body)
    {
        History.Then(body);
        return this;
    }

    internal static OverrideContext By(string actor, string day = "2026-03-10", OverrideSettings? settings = null, CompiledPolicy? policy = null) =>
        new(policy ?? Policy, settings ?? OverrideSettings.Default, actor, Day(day));

    /// <summary>The ladder with what its policy says of overrides, or nothing.</summary>
    internal static CompiledPolicy Compiled(string? overrides)
    {
        var tiers = string.Join(", ", ((string[])["silver", "gold", "platinum", "diamond"]).Select((code, i) =>
            $$"""{ "code": "{{code}}", "servicePlan": "{{code}}-care", "qualify": { "metric": "level", "atLeast": {{i + 1}} } }"""));
        var text = $$"""
            { "schema": "tier-policy/1", "ladder": "membership", "timeZone": "UTC", "currency": "EUR",
              "metrics": { "level": { "measure": "indicators.level", "aggregate": "last", "missing": "0" } },
              "tiers": [ { "code": "ordinary" }, {{tiers}} ] {{(overrides is null ? "" : $", \"overrides\": {overrides}")}} }
            """;
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(text), node => CanonicalJson.Write(node));
        Assert.Equal([], reading.Errors);
        return new(reading.Document!, ZoneRules.Utc);
    }

    internal static LadderVersions Versions { get; } =
        new([new(new("membership", 1, "d"), Policy, Day("2026-01-01"), null, DateTimeOffset.UnixEpoch)]);

    internal static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    internal static IReadOnlyList<object> EventsOf(Result<Change<OverrideAnswer>> result) =>
        result.TryGet(out var change, out var problem) ? change.Events : throw new Xunit.Sdk.XunitException($"{problem.Code}: {problem.Detail}");

    internal static string CodeOf<T>(Result<T> result) => Assert.IsType<Problem>(result.Problem).Code;
}
