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
    /// <exception cref="ArgumentException">There are none, or they don't begin with numbers of four digits, each its own.</exception>
    public static MigrationSet FromResources(string name, Assembly assembly, string prefix)
    {
        var scripts = assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(resource => new MigrationScript(resource[prefix.Length..^4], SqlText.Read(assembly, resource)))
            .ToList();
        if (scripts.Count == 0) throw new ArgumentException($"{assembly.GetName().Name} has no embedded .sql file under {prefix}.", nameof(prefix));
        for (var i = 0; i < scripts.Count; i++)
            if (!IsNumbered(scripts[i].Name) || (i > 0 && scripts[i].Name[..4] == scripts[i - 1].Name[..4]))
                throw new ArgumentException($"The migrations of {name} have no number of their own at {scripts[i].Name}.", nameof(prefix));
        return new(name, scripts);
    }

    // Numbers order them; parts that grow side by side leave gaps.
    private static bool IsNumbered(string script) => script.Length > 5 && script[4] == '-' && !script.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9');
}

/// <summary>One migration: never changed once it was applied anywhere.</summary>
/// <param name="Name">Its number and what it does: <c>0001-log</c>.</param>
/// <param name="Text">SQL of any number of statements, run in one transaction with all others.</param>
public sealed record MigrationScript(string Name, string Text);
