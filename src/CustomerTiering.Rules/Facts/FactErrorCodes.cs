namespace CustomerTiering.Rules.Facts;

/// <summary>Why a fact is rejected, beside the codes of any document; stable.</summary>
public static class FactErrorCodes
{
    /// <summary>No kind of that name.</summary>
    public const string UnknownKind = "unknown-kind";

    /// <summary>Not a time, or a local one where no zone is known.</summary>
    public const string InvalidTime = "invalid-time";

    /// <summary>An empty text, one that is too long, or one with control characters.</summary>
    public const string InvalidText = "invalid-text";

    /// <summary>The same kind and id with other content.</summary>
    public const string FactIdReused = "fact-id-reused";

    /// <summary>More is returned than is left of the purchase.</summary>
    public const string ReturnExceedsPurchase = "return-exceeds-purchase";

    /// <summary>More of a product is returned than is left of it in the purchase.</summary>
    public const string ReturnExceedsLine = "return-exceeds-line";

    /// <summary>A return of an earlier instant than its purchase.</summary>
    public const string ReturnBeforePurchase = "return-before-purchase";

    /// <summary>The customer has no such purchase.</summary>
    public const string UnknownPurchase = "unknown-purchase";

    /// <summary>A return in another currency than its purchase.</summary>
    public const string CurrencyMismatch = "currency-mismatch";

    /// <summary>The purchase is cancelled already.</summary>
    public const string AlreadyCancelled = "already-cancelled";

    /// <summary>A reinstatement of a purchase that is not cancelled.</summary>
    public const string NotCancelled = "not-cancelled";

    /// <summary>The customer was not asked this, or not by the survey that was answered.</summary>
    public const string UnknownAsking = "unknown-asking";

    /// <summary>A customer's id that is empty, or has white space and invisible characters alone.</summary>
    public const string CustomerMissing = "customer-missing";

    /// <summary>A fact that lies further ahead than its kind may.</summary>
    public const string InTheFuture = "in-the-future";

    /// <summary>An amount with more decimals than its currency has.</summary>
    public const string AmountTooFine = "amount-too-fine";

    /// <summary>The customer has no such complaint.</summary>
    public const string UnknownComplaint = "unknown-complaint";

    /// <summary>A resolution of a complaint that is not open.</summary>
    public const string ComplaintNotOpen = "complaint-not-open";

    /// <summary>A reopening of a complaint that is open.</summary>
    public const string ComplaintOpen = "complaint-open";

    /// <summary>A correction of a fact that the customer doesn't have.</summary>
    public const string UnknownFact = "unknown-fact";

    /// <summary>A correction of what tells facts apart (kind, customer, id), or of a correction.</summary>
    public const string NotCorrectable = "not-correctable";

    /// <summary>A fact of a person who was erased.</summary>
    public const string CustomerErased = "customer-erased";

    /// <summary>A fact of a customer of whom nothing more is recorded.</summary>
    public const string CustomerClosed = "customer-closed";

    /// <summary>A correction of a fact that is about another customer.</summary>
    public const string AnotherCustomer = "another-customer";

    /// <summary>A fact that would take more room than one has in the log.</summary>
    public const string EventTooLarge = "event-too-large";
}
