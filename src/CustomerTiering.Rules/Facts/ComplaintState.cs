namespace CustomerTiering.Rules.Facts;

/// <summary>The state of one complaint: opened, resolved, possibly reopened.</summary>
public static class ComplaintState
{
    /// <summary>
    /// Sorts resolutions and reopenings into the order in which they took effect. At the same instant, those that the state permits come first: if
    /// only days are known, a complaint can be resolved on the day of its opening, or reopened on the day of its resolution.
    /// </summary>
    /// <param name="moves">Its resolutions and reopenings, in any order.</param>
    /// <param name="effective">Receives those that took effect, in order.</param>
    /// <returns>The first one that the state did not permit; null if all took effect.</returns>
    public static Fact? Order(Complaint opened, IEnumerable<Fact> moves, List<Fact> effective)
    {
        var waiting = new List<Fact>(moves);
        FactOrder.Sort(waiting);
        Fact? refused = null;
        var open = true;
        while (waiting.Count > 0)
        {
            var next = 0;
            while (next < waiting.Count && waiting[next].At == waiting[0].At && !Applies(waiting[next])) next++;
            if (next < waiting.Count && Applies(waiting[next]) && waiting[next].At == waiting[0].At)
            {
                effective.Add(waiting[next]);
                waiting.RemoveAt(next);
                open = !open;
            }
            else
            {
                refused ??= waiting[0];
                waiting.RemoveAt(0);
            }
        }
        return refused;

        bool Applies(Fact move) => move.At >= opened.At && move is ComplaintResolution == open;
    }
}
