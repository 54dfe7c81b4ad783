using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>All facts of all customers on paper, found consistent. The order of lines is immaterial.</summary>
public sealed class FactBook
{
    private FactBook() { }

    /// <summary>Keys of all customers, in code-point order.</summary>
    public IReadOnlyList<string> Customers => throw new NotImplementedException();

    /// <summary>Reads NDJSON: one fact a line; empty lines are passed over.</summary>
    /// <param name="lines">The lines, without their ends.</param>
    /// <param name="zone">The policy's zone: in it days are counted and times without offset are read.</param>
    public static FactBookReading Read(IEnumerable<ReadOnlyMemory<byte>> lines, ZoneRules zone) => throw new NotImplementedException();

    /// <summary>What was known of a customer at the end of <paramref name="day"/>: all facts, later ones too, but corrections only up to that day.</summary>
    public KnownFacts KnownOn(string customer, DateOnly day) => throw new NotImplementedException();

    /// <summary>The day the customer joined.</summary>
    public DateOnly Joined(string customer) => throw new NotImplementedException();

    /// <summary>The days, ascending and each once, on which a fact or a correction calls for an evaluation at once.</summary>
    public IReadOnlyList<DateOnly> DaysOf(string customer, FactInterest interest) => throw new NotImplementedException();
}

/// <summary>What reading facts on paper came to.</summary>
/// <param name="Book">The facts, or null if one was rejected.</param>
/// <param name="Line">Number of the rejected line, from 1; 0 if none was.</param>
/// <param name="Errors">What is wrong with it.</param>
public sealed record FactBookReading(FactBook? Book, int Line, EquatableList<DocumentError> Errors);
