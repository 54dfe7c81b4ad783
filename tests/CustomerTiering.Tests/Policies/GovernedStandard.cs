using System.Text.Json.Nodes;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tests.Events;

namespace CustomerTiering.Tests.Policies;

/// <summary>A standard as what happened to it left it: ann writes, bob approves.</summary>
internal sealed class GovernedStandard
{
    internal static readonly string Digest = new('d', 64);
    internal static readonly JsonObject Zone = ZoneRules.Utc.ToJson();
    private int _events;

    internal StandardState? State { get; private set; }

    internal StandardVersion Version(int number) => State!.Version(number)!;

    internal GovernedStandard Happened(string actor, params object[] bodies)
    {
        foreach (var body in bodies)
        {
            var at = DateTimeOffset.UnixEpoch.AddDays(++_events);
            State = StandardState.Apply(State, body, Recorded.Event(_events, new("policy/membership"), actor, EventTypes.Of(body), "{}"u8, at: at));
        }
        return this;
    }

    /// <summary>The day on which bob and others approve; their approvals can be used until 8 June 2026, that day included.</summary>
    internal static readonly DateOnly Today = new(2026, 3, 10);

    internal static readonly DateOnly LastDay = new(2026, 6, 8);

    /// <summary>What an approval by somebody rests on where so many are needed.</summary>
    internal static Approving By(string approver, int needed = 1, DateOnly? today = null) => new(
        approver, ApprovalRule.Default with { Needed = needed }, Zone.DeepClone().AsObject(), today ?? Today, null);

    /// <summary>Approves as the handler decides, or does not.</summary>
    internal GovernedStandard ApprovedBy(string approver, int needed = 1, DateOnly? today = null)
    {
        if (!ApproveStandard.Handle(new(Digest, null), "membership", Version(1), State!, By(approver, needed, today))
            .TryGet(out var change, out var problem))
            throw new Xunit.Sdk.XunitException(problem.Detail);
        return Happened(approver, [.. change.Events]);
    }

    internal static GovernedStandard Drafted() => new GovernedStandard().Happened("ann", new StandardDrafted(1, [], Digest));

    internal static GovernedStandard Submitted() => Drafted().Happened("ann", new StandardSubmitted(1, Digest));

    internal static GovernedStandard Approved() =>
        Submitted().Happened("bob", new StandardApproved(1, Digest, Zone.DeepClone().AsObject(), new string('e', 64), null));

    internal static GovernedStandard InForce(DateOnly from) => Approved().Happened("olga", new StandardPutInForce(1, from));

    internal static string CodeOf<T>(Result<T> result) => Assert.IsType<Problem>(result.Problem).Code;

    internal static object EventOf<TAnswer>(Result<Change<TAnswer>> result) => result.TryGet(out var change, out var problem)
        ? Assert.Single(change.Events)
        : throw new Xunit.Sdk.XunitException(problem.Detail);
}
