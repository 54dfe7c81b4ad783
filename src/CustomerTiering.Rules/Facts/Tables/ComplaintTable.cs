namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Complaints with their resolutions and reopenings.</summary>
internal sealed class ComplaintTable
{
    private readonly int[] _ends;

    public ComplaintTable(List<Complaint> opened, List<Fact> moves)
    {
        Opened = new(opened);
        _ends = new int[opened.Count];
        var byComplaint = moves.ToLookup(move => FactRules.Reference(move)!, StringComparer.Ordinal);
        var effective = new List<Fact>();
        for (var i = 0; i < opened.Count; i++)
        {
            if (moves.Count > 0) ComplaintState.Order(opened[i], byComplaint[opened[i].Id], effective);
            _ends[i] = effective.Count;
        }
        Moves = new(effective);
    }

    public Rows<Complaint> Opened { get; }

    /// <summary>Alternating resolutions and reopenings, complaint by complaint.</summary>
    public Rows<Fact> Moves { get; }

    /// <summary>The rows of a complaint's moves. Even ones are resolutions.</summary>
    public (int First, int End) MovesOf(int complaint) => (complaint == 0 ? 0 : _ends[complaint - 1], _ends[complaint]);

}
