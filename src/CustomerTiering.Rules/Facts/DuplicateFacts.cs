using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>
/// The facts of a merged duplicate that count for the survivor: its events. Descriptions, computed segments and stages of the duplicate do not count;
/// the survivor's own apply, as those of a head do for its group.
/// </summary>
public static class DuplicateFacts
{
    /// <summary>Whether a fact of a duplicate counts for the survivor. A correction counts if the corrected fact does.</summary>
    public static bool Counts(Fact fact) => fact is not CustomerDescription && !IsFound(fact);

    /// <summary>Whether the product derived the fact. Such a fact never makes a customer join, nor enter a ladder that does not use it.</summary>
    public static bool IsFound(Fact fact) => fact is Membership or StageTransition;

    /// <summary>
    /// The instant of joining from a customer's own facts, including corrections: the first fact of kind <c>customer</c>, otherwise the earliest.
    /// Among merged customers the earliest joining applies.
    /// </summary>
    public static Instant? JoinedAt(IEnumerable<Fact> facts)
    {
        Instant? described = null, earliest = null;
        foreach (var fact in facts)
        {
            // A derived fact holds from the start of its day, before the fact that caused it. No correction changes the day of joining.
            if (fact is Correction || IsFound(fact)) continue;
            if (earliest is null || fact.At < earliest) earliest = fact.At;
            if (fact is CustomerDescription && (described is null || fact.At < described)) described = fact.At;
        }
        return described ?? earliest;
    }
}
