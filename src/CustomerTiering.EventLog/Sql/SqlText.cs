using System.Collections.Concurrent;
using System.Reflection;

namespace CustomerTiering.EventLog.Sql;

/// <summary>
/// Reads embedded SQL. A statement of several lines is an embedded <c>.sql</c> file in the folder of the class that runs it; a one-line statement
/// stays inline. A file may have placeholders, <c>{name}</c>, for what cannot be a parameter, such as a table or a condition.
/// </summary>
public static class SqlText
{
    private static readonly ConcurrentDictionary<(Type, string), string> Texts = new();

    /// <summary>The text of a file.</summary>
    /// <param name="beside">A type in the file's folder.</param>
    /// <param name="name">The file's name without <c>.sql</c>.</param>
    /// <param name="holes">The SQL for the placeholders; never user input.</param>
    /// <exception cref="ArgumentException">There is no such file, or it lacks a placeholder.</exception>
    public static string Read(Type beside, string name, params ReadOnlySpan<(string Hole, string Sql)> holes)
    {
        var text = Texts.GetOrAdd((beside, name), static file => Read(file.Item1.Assembly, $"{file.Item1.Namespace}.{file.Item2}.sql"));
        foreach (var (hole, sql) in holes)
        {
            var filled = text.Replace($"{{{hole}}}", sql, StringComparison.Ordinal);
            text = filled != text ? filled : throw new ArgumentException($"{name}.sql has no hole {hole}.", nameof(holes));
        }
        return text;
    }

    internal static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"{assembly.GetName().Name} has no embedded file {resource}.", nameof(resource));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
