namespace CustomerTiering.Rules.Facts;

/// <summary>Stable error codes for rejected facts, in addition to those of any document.</summary>
public static class FactErrorCodes
{
    /// <summary>The kind does not exist.</summary>
    public const string UnknownKind = "unknown-kind";

    /// <summary>The value is not a time, or it is a local time without a known time zone.</summary>
    public const string InvalidTime = "invalid-time";

    /// <summary>A text is empty, too long, or has control characters.</summary>
    public const string InvalidText = "invalid-text";

    /// <summary>A fact with the same kind and id but different content is already recorded.</summary>
    public const string FactIdReused = "fact-id-reused";

    /// <summary>The return exceeds what is left of the purchase.</summary>
    public const string ReturnExceedsPurchase = "return-exceeds-purchase";

    /// <summary>The return exceeds what is left of the product in the purchase.</summary>
    public const string ReturnExceedsLine = "return-exceeds-line";

    /// <summary>The return is earlier than its purchase.</summary>
    public const string ReturnBeforePurchase = "return-before-purchase";

    /// <summary>The customer has no such purchase.</summary>
    public const string UnknownPurchase = "unknown-purchase";

    /// <summary>The currency of the return differs from that of its purchase.</summary>
    public const string CurrencyMismatch = "currency-mismatch";

    /// <summary>The purchase is already cancelled.</summary>
    public const string AlreadyCancelled = "already-cancelled";

    /// <summary>The reinstated purchase is not cancelled.</summary>
    public const string NotCancelled = "not-cancelled";

    /// <summary>The survey was not sent to this customer, or the answer is for a different survey.</summary>
    public const string UnknownAsking = "unknown-asking";

    /// <summary>The customer's id is empty, or consists only of white space and invisible characters.</summary>
    public const string CustomerMissing = "customer-missing";

    /// <summary>The fact lies further in the future than its kind allows.</summary>
    public const string InTheFuture = "in-the-future";

    /// <summary>The amount has more decimals than its currency.</summary>
    public const string AmountTooFine = "amount-too-fine";

    /// <summary>The customer has no such complaint.</summary>
    public const string UnknownComplaint = "unknown-complaint";

    /// <summary>The resolved complaint is not open.</summary>
    public const string ComplaintNotOpen = "complaint-not-open";

    /// <summary>The reopened complaint is still open.</summary>
    public const string ComplaintOpen = "complaint-open";

    /// <summary>The customer has no such fact to correct.</summary>
    public const string UnknownFact = "unknown-fact";

    /// <summary>Kind, customer and id of a fact cannot be corrected. A correction cannot be corrected either.</summary>
    public const string NotCorrectable = "not-correctable";

    /// <summary>The person was erased.</summary>
    public const string CustomerErased = "customer-erased";

    /// <summary>The customer is closed: no more facts are recorded.</summary>
    public const string CustomerClosed = "customer-closed";

    /// <summary>The corrected fact is about another customer.</summary>
    public const string AnotherCustomer = "another-customer";

    /// <summary>The fact exceeds the maximum size of an event.</summary>
    public const string EventTooLarge = "event-too-large";
}
