using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Guards;

/// <summary>A complaint can be resolved while it is open, and reopened while it is resolved; neither before its opening.</summary>
internal sealed class ComplaintGuard : FactGuard
{
    public override DocumentError Unknown(string of) => new("$.of", FactErrorCodes.UnknownComplaint, $"the customer has no complaint '{of}'");

    public override IEnumerable<BrokenRule> Judge(GuardedFact opening, IReadOnlyCollection<GuardedFact> referring)
    {
        var refused = ComplaintState.Order((Complaint)opening.Final, referring.Select(fact => fact.Final), []);
        if (refused is not null) yield return new(referring.First(fact => ReferenceEquals(fact.Final, refused)), Refusal(refused));
    }

    private static DocumentError Refusal(Fact move) => move is ComplaintResolution
        ? new("$.of", FactErrorCodes.ComplaintNotOpen, $"the complaint is not open at {move.At}; only an open complaint can be resolved")
        : new("$.of", FactErrorCodes.ComplaintOpen, $"the complaint is not resolved at {move.At}; only a resolved complaint can be reopened");
}
