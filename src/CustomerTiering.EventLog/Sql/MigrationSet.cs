using System.Reflection;

namespace CustomerTiering.EventLog.Sql;

/// <summary>The numbered migrations of one part of the product. Sets are applied in the order given, each by number.</summary>
/// <param name="Name">The stable name of the set, such as <c>log</c>, under which a database records applied migrations.</param>
/// <param name="Scripts">The migrations, by ascending number. Gaps are allowed.</param>
public sealed record MigrationSet(string Name, IReadOnlyList<MigrationScript> Scripts)
{
    /// <summary>The tables and roles of the log; always the first set.</summary>
    public static MigrationSet Log { get; } =
        FromResources("log", typeof(MigrationSet).Assembly, "CustomerTiering.EventLog.Sql.migrations.");

    /// <summary>The set of the embedded resources of an assembly named prefix, number, description: <c>0001-what-it-does.sql</c>.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="assembly">The assembly that embeds them.</param>
    /// <param name="prefix">Their resource names up to the number, such as <c>CustomerTiering.Sql.</c>.</param>
    /// <exception cref="ArgumentException">No resource matches, or a name lacks a unique number of four digits.</exception>
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

    // Gaps are allowed: parts are developed in parallel.
    private static bool IsNumbered(string script) => script.Length > 5 && script[4] == '-' && !script.AsSpan(0, 4).ContainsAnyExceptInRange('0', '9');
}

/// <summary>One migration, immutable once applied anywhere.</summary>
/// <param name="Name">Number and description: <c>0001-log</c>.</param>
/// <param name="Text">Any number of SQL statements, run in one transaction with all other migrations.</param>
public sealed record MigrationScript(string Name, string Text);
