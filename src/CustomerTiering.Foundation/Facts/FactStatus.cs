using System.Collections.Frozen;
using CustomerTiering.Rules.Facts;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Facts;

/// <summary>The HTTP status of a rejected fact, by error code: 400 for invalid facts, 409 and 422 for contradictions to known facts.</summary>
internal static class FactStatus
{
    private static readonly FrozenSet<string> Contradictions = new[]
    {
        FactErrorCodes.UnknownPurchase, FactErrorCodes.UnknownComplaint, FactErrorCodes.UnknownAsking, FactErrorCodes.UnknownFact,
            FactErrorCodes.AnotherCustomer,
        FactErrorCodes.ReturnExceedsPurchase, FactErrorCodes.ReturnExceedsLine, FactErrorCodes.ReturnBeforePurchase, FactErrorCodes.CurrencyMismatch,
        FactErrorCodes.AlreadyCancelled, FactErrorCodes.NotCancelled, FactErrorCodes.ComplaintNotOpen, FactErrorCodes.ComplaintOpen,
        FactErrorCodes.CustomerErased, FactErrorCodes.CustomerClosed, FactErrorCodes.EventTooLarge,
    }.ToFrozenSet();

    internal static int Of(string code) =>
        code == FactErrorCodes.FactIdReused ? StatusCodes.Status409Conflict
        : Contradictions.Contains(code) ? StatusCodes.Status422UnprocessableEntity
        : StatusCodes.Status400BadRequest;
}
