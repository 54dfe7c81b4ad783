namespace CustomerTiering.Benchmarks;

/// <summary>Figures as a table that reads the same on a terminal and in Markdown.</summary>
internal static class FigureTable
{
    private static readonly string[] Head = ["figure", "wanted", "limit in the same run", "measured", "share", ""];

    internal static void Print(IReadOnlyList<Figure> figures, TextWriter output)
    {
        List<string[]> rows = [Head, .. figures.Select(Cells)];
        var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            output.WriteLine($"| {string.Join(" | ", rows[i].Select((cell, column) => cell.PadRight(widths[column])))} |");
            if (i == 0) output.WriteLine($"|{string.Join("|", widths.Select(width => new string('-', width + 2)))}|");
        }
    }

    /// <summary>How loaded the machine was, where it tells: figures of a busy machine are below those of a quiet one.</summary>
    internal static string Load() =>
        File.Exists("/proc/loadavg")
            ? $"load average {string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3])} on {Environment.ProcessorCount} cores" : "";

    private static string[] Cells(Figure figure) =>
        [figure.Name, figure.Wanted, figure.Limit, figure.Measured, figure.Share, figure.Met switch { true => "met", false => "missed", null => "" }];
}
