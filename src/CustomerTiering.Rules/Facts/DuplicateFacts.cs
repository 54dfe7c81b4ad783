using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>
/// What of a customer's facts counts for the survivor into whom the customer was merged: what happened. What was stated of the duplicate, the segments that it
/// entered and the stages that it came to, don't: the survivor's own hold, as those of a head do for its group.
/// </summary>
public static class DuplicateFacts
{
    /// <summary>Whether a fact of a duplicate counts for the survivor. A correction does where what it corrects does.</summary>
    public static bool Counts(Fact fact) => fact is not CustomerDescription && !IsFound(fact);

    /// <summary>Whether the product found the fact itself, from others: it makes nobody join, and brings nobody onto a ladder that does not name it.</summary>
    public static bool IsFound(Fact fact) => fact is Membership or StageTransition;

    /// <summary>
    /// When a customer joined by its own facts, corrections among them: by the first of kind <c>customer</c>, else by the earliest. Of those who are one, the
    /// earliest joining holds.
    /// </summary>
    public static Instant? JoinedAt(IEnumerable<Fact> facts)
    {
        Instant? described = null, earliest = null;
        foreach (var fact in facts)
        {
            // What is found holds from the beginning of its day, which is before the fact that brought it; and no correction changes the day of joining.
            if (fact is Correction || IsFound(fact)) continue;
            if (earliest is null || fact.At < earliest) earliest = fact.At;
            if (fact is CustomerDescription && (described is null || fact.At < described)) described = fact.At;
        }
        return described ?? earliest;
    }
}
