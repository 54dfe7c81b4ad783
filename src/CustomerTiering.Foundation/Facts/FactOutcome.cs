using CustomerTiering.Http;

namespace CustomerTiering.Facts;

/// <summary>What became of one fact.</summary>
public abstract record FactOutcome
{
    private FactOutcome() { }

    /// <summary>The fact is in the log: now, or (a duplicate) since before.</summary>
    /// <param name="Id">Its event id.</param>
    /// <param name="Customer">Whom it is about.</param>
    /// <param name="Position">Where it is.</param>
    /// <param name="Duplicate">True if it was there already.</param>
    /// <param name="Events">How many events were appended for it: with an unknown customer's first fact their registration too.</param>
    public sealed record Accepted(Guid Id, Guid Customer, long Position, bool Duplicate, int Events) : FactOutcome;

    /// <summary>The fact breaks rules; nothing was stored.</summary>
    public sealed record Rejected(IReadOnlyList<FieldError> Errors) : FactOutcome
    {
        public Rejected(string field, string code, string message) : this([new(field, code, message)]) { }
    }

    /// <summary>Nobody can tell whether it was stored; the same fact again tells.</summary>
    public sealed record Undecided(string Reason) : FactOutcome;

    /// <summary>The caller's idempotency key was used before: for this very request (then with its outcome), or for another one (null).</summary>
    public sealed record KeyUsed(long FirstPosition, int Count, ReadOnlyMemory<byte>? Outcome) : FactOutcome;
}
