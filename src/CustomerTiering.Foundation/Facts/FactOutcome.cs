using CustomerTiering.Http;

namespace CustomerTiering.Facts;

/// <summary>The outcome of recording one fact.</summary>
public abstract record FactOutcome
{
    private FactOutcome() { }

    /// <summary>The fact is in the log, since now or (a duplicate) since before.</summary>
    /// <param name="Id">Its event id.</param>
    /// <param name="Customer">The customer concerned.</param>
    /// <param name="Duplicate">True if it was already in the log.</param>
    /// <param name="Events">The number of events appended, including the registration of an unknown customer.</param>
    public sealed record Accepted(Guid Id, Guid Customer, long Position, bool Duplicate, int Events) : FactOutcome;

    /// <summary>The fact breaks rules; nothing was stored.</summary>
    public sealed record Rejected(IReadOnlyList<FieldError> Errors) : FactOutcome
    {
        public Rejected(string field, string code, string message) : this([new(field, code, message)]) { }
    }

    /// <summary>It is unknown whether the fact was stored; retrying it settles that.</summary>
    public sealed record Undecided(string Reason) : FactOutcome;

    /// <summary>The idempotency key was used before: for this request (with its outcome), or for a different one (null).</summary>
    public sealed record KeyUsed(long FirstPosition, int Count, ReadOnlyMemory<byte>? Outcome) : FactOutcome;
}
