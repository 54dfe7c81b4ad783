using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>What may happen to a complaint: the same rules on paper and in commands.</summary>
public static class ComplaintRules
{
    /// <summary>
    /// Why one of a complaint's resolutions and reopenings is rejected, and which; null if none is: a resolution of one that is not open at
    /// that time, a reopening of one that is, either before the opening.
    /// </summary>
    /// <param name="opened">The opening; null: not known of the customer.</param>
    /// <param name="moves">All its resolutions and reopenings, the new one included, in any order.</param>
    public static (Fact Fact, DocumentError Error)? Check(ComplaintOpened? opened, IReadOnlyCollection<Fact> moves)
    {
        if (opened is null)
        {
            return moves.Min(FactOrder.Instance) is { } first
                ? (first, new("$.of", FactErrorCodes.UnknownComplaint, $"the customer has no complaint '{Of(first)}'"))
                : null;
        }
        return ComplaintState.Order(opened, moves, []) switch
        {
            null => null,
            ComplaintResolved resolved => (resolved, new("$.of", FactErrorCodes.ComplaintNotOpen, $"complaint '{opened.Id}' is not open at {resolved.At}")),
            var reopened => (reopened, new("$.of", FactErrorCodes.ComplaintOpen, $"complaint '{opened.Id}' is not resolved at {reopened.At}")),
        };
    }

    /// <summary>Id of the complaint that a resolution or reopening names.</summary>
    internal static string Of(Fact move) => move is ComplaintResolved resolved ? resolved.Of : ((ComplaintReopened)move).Of;
}
