namespace CustomerTiering.Rules.Facts;

/// <summary>What becomes of one complaint: opened, resolved, perhaps opened again.</summary>
public static class ComplaintState
{
    /// <summary>
    /// Puts resolutions and reopenings into the order in which they took effect. Of several at one instant those come first that
    /// the state permits: with days alone known, a complaint can be resolved on the day it was opened, or opened again on the day it was resolved.
    /// </summary>
    /// <param name="opened">The opening.</param>
    /// <param name="moves">Its resolutions and reopenings, in any order.</param>
    /// <param name="effective">Those that took effect, in order.</param>
    /// <returns>The first that did not, because the complaint was not open, or was; null if all did.</returns>
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
