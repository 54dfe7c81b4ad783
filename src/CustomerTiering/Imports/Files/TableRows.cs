using System.Text;
using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports.Files;

/// <summary>A forward-only sequence of rows with named columns.</summary>
internal abstract class TableRows : IDisposable
{
    /// <summary>The line number at which the row begins, from 1.</summary>
    internal abstract long Line { get; }

    /// <summary>The reason why the row can't be read; null if it can.</summary>
    internal abstract string? Fault { get; }

    /// <summary>The value of a column in this row; null if empty.</summary>
    internal abstract string? this[int slot] { get; }

    /// <summary>The names of all columns; null if each row names its own.</summary>
    internal abstract IReadOnlyList<string>? Columns { get; }

    /// <summary>The slot of a column; null if there is no such column. Must be called before the first row.</summary>
    internal abstract int? Slot(string column);

    internal abstract bool Next();

    internal static TableRows Of(InputFile file, ImportMap? map) => file.IsJson
        ? new JsonRows(file.Content)
        : new CsvRows(file.Content, map?.Encoding == "latin1" ? Encoding.Latin1 : Encoding.UTF8, map?.Delimiter?[0]);

    public abstract void Dispose();
}
