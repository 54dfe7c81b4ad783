using System.Runtime.InteropServices;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>The amounts of purchases or returns, one row each, with all their lines.</summary>
/// <param name="rows">The number of purchases or returns.</param>
/// <param name="lines">The total number of lines.</param>
internal sealed class LineTable(int rows, int lines)
{
    private readonly List<LineRow> _lines = new(lines);
    private readonly int[] _ends = new int[rows];
    private int _rows;

    /// <summary>In billionths.</summary>
    public Int128[] Amount { get; } = new Int128[rows];

    /// <summary>Σ quantity, in thousandths.</summary>
    public Int128[] Units { get; } = new Int128[rows];

    /// <summary>Margin of lines with a cost, in billionths.</summary>
    public Int128[] Margin { get; } = new Int128[rows];

    /// <summary>Whether any line has a cost.</summary>
    public bool[] Costed { get; } = new bool[rows];

    /// <summary>The number of lines.</summary>
    public int Count => _lines.Count;

    /// <summary>Adds the next row: its lines and its amount in billionths.</summary>
    public void Add(ReadOnlySpan<LineRow> lines, Int128 amount)
    {
        Amount[_rows] = amount;
        foreach (ref readonly var line in lines)
        {
            _lines.Add(line);
            Units[_rows] += line.Units;
            Margin[_rows] += line.Margin;
            Costed[_rows] |= line.Costed;
        }
        _ends[_rows++] = _lines.Count;
    }

    /// <summary>Adds the next row with a stated amount.</summary>
    public void Add(ReadOnlySpan<LineRow> lines, decimal amount) => Add(lines, Scaled.Of(amount, 9));

    public ReadOnlySpan<LineRow> Lines(int row)
    {
        var start = row == 0 ? 0 : _ends[row - 1];
        return CollectionsMarshal.AsSpan(_lines)[start.._ends[row]];
    }
}
