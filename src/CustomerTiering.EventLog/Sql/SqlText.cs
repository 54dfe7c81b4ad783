using System.Collections.Concurrent;
using System.Reflection;

namespace CustomerTiering.EventLog.Sql;

/// <summary>
/// SQL has one home. A statement of more than one line is a <c>.sql</c> file of its own, embedded, in the folder of the class that runs it. A
/// statement of one line stands where it is run. A file may have holes, <c>{name}</c>, for what differs from call to call and can't be a parameter:
/// a table, a condition.
/// </summary>
public static class SqlText
{
    private static readonly ConcurrentDictionary<(Type, string), string> Texts = new();

    /// <summary>The text of a file.</summary>
    /// <param name="beside">A type in whose folder it lies.</param>
    /// <param name="name">The file's name without <c>.sql</c>.</param>
    /// <param name="holes">What goes into the holes of the text: SQL, never what a caller sent.</param>
    /// <exception cref="ArgumentException">There is no such file, or it has no such hole.</exception>
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
