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

    /// <summary>The customer has no such purchase.</summary>
    public const string UnknownPurchase = "unknown-purchase";

    /// <summary>A return in another currency than its purchase.</summary>
    public const string CurrencyMismatch = "currency-mismatch";

    /// <summary>The purchase is cancelled already.</summary>
    public const string AlreadyCancelled = "already-cancelled";

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
}
