using System.Collections.Frozen;
using System.Globalization;

namespace CustomerTiering.Rules.Values;

/// <summary>
/// The canonical normalization tables of one Unicode version, from <c>nfc.txt</c>, so that an id is the same on every machine and after every update.
/// </summary>
internal sealed class NfcTables
{
    private readonly Dictionary<int, int[]> _decompositions = [];
    private readonly Dictionary<(int, int), int> _compositions = [];
    private readonly Dictionary<int, byte> _classes = [];

    private NfcTables()
    {
        using var stream = typeof(NfcTables).Assembly.GetManifestResourceStream("nfc.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
            if (line[0] != '#') Add(line);
        Decompositions = _decompositions.ToFrozenDictionary();
        Compositions = _compositions.ToFrozenDictionary();
        Classes = _classes.ToFrozenDictionary();
    }

    public static NfcTables Instance { get; } = new();

    /// <summary>Code point → its decomposition, one step.</summary>
    public FrozenDictionary<int, int[]> Decompositions { get; }

    /// <summary>Pair → the composed code point.</summary>
    public FrozenDictionary<(int, int), int> Compositions { get; }

    /// <summary>Code point → combining class; 0 if absent.</summary>
    public FrozenDictionary<int, byte> Classes { get; }

    private void Add(string line)
    {
        var parts = line.Split(' ');
        if (line[0] == '@')
        {
            foreach (var range in parts.Skip(1)) AddClass(byte.Parse(parts[0].AsSpan(1), CultureInfo.InvariantCulture), range.Split('-'));
            return;
        }
        var (code, into) = (Hex(parts[0].TrimStart('=')), parts.Skip(1).Select(Hex).ToArray());
        _decompositions.Add(code, into);
        if (line[0] == '=') _compositions.Add((into[0], into[1]), code);
    }

    private void AddClass(byte combining, string[] ends)
    {
        for (var code = Hex(ends[0]); code <= Hex(ends[^1]); code++) _classes.Add(code, combining);
    }

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
