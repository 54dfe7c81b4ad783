using System.Text;
using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports.Files;

/// <summary>Rows with named columns, one after the other.</summary>
internal abstract class TableRows : IDisposable
{
    /// <summary>The number of the line at which the row begins, from 1.</summary>
    internal abstract long Line { get; }

    /// <summary>Why the row can't be read; null if it can.</summary>
    internal abstract string? Fault { get; }

    /// <summary>The value of a column in this row; null where it is empty.</summary>
    internal abstract string? this[int slot] { get; }

    /// <summary>The names of all columns; null where rows name their own.</summary>
    internal abstract IReadOnlyList<string>? Columns { get; }

    /// <summary>By what the column is asked for; null if there is none of this name. Asked before the first row.</summary>
    internal abstract int? Slot(string column);

    internal abstract bool Next();

    internal static TableRows Of(InputFile file, ImportMap? map) => file.IsJson
        ? new JsonRows(file.Content)
        : new CsvRows(file.Content, map?.Encoding == "latin1" ? Encoding.Latin1 : Encoding.UTF8, map?.Delimiter?[0]);

    public abstract void Dispose();
}
