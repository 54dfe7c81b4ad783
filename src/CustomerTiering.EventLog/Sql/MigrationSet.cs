using System.Reflection;

namespace CustomerTiering.EventLog.Sql;

/// <summary>The numbered migrations of one part of the product. Sets are applied in the order given, each in the order of its numbers.</summary>
/// <param name="Name">The stable name of the set, such as <c>log</c>; a database remembers by it what was applied.</param>
/// <param name="Scripts">In order: numbers 1, 2, 3 … without a gap.</param>
public sealed record MigrationSet(string Name, IReadOnlyList<MigrationScript> Scripts)
{
    /// <summary>The log's own tables and roles; always the first set.</summary>
    public static MigrationSet Log { get; } =
        FromResources("log", typeof(MigrationSet).Assembly, "CustomerTiering.EventLog.Sql.migrations.");

    /// <summary>The set of the <c>.sql</c> files that are embedded in an assembly under a prefix: <c>0001-what-it-does.sql</c>.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="assembly">Where they are embedded.</param>
    /// <param name="prefix">Their resource names up to the number, such as <c>CustomerTiering.Sql.</c>.</param>
    /// <exception cref="ArgumentException">There are none, or their numbers are not 1, 2, 3 …</exception>
    public static MigrationSet FromResources(string name, Assembly assembly, string prefix)
    {
        var scripts = assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => new MigrationScript(resource[prefix.Length..^4], SqlText.Read(assembly, resource)))
            .ToList();
        if (scripts.Count == 0) throw new ArgumentException($"{assembly.GetName().Name} has no embedded .sql file under {prefix}.", nameof(prefix));
        for (var i = 0; i < scripts.Count; i++)
            if (!scripts[i].Name.StartsWith($"{i + 1:0000}-", StringComparison.Ordinal))
                throw new ArgumentException($"The migrations of {name} are not numbered 0001, 0002 … at {scripts[i].Name}.", nameof(prefix));
        return new(name, scripts);
    }
}

/// <summary>One migration: never changed once it was applied anywhere.</summary>
/// <param name="Name">Its number and what it does: <c>0001-log</c>.</param>
/// <param name="Text">SQL of any number of statements, run in one transaction with all others.</param>
public sealed record MigrationScript(string Name, string Text);
