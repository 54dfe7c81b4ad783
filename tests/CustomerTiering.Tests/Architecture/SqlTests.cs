using System.Text.RegularExpressions;

namespace CustomerTiering.Tests.Architecture;

/// <summary>
/// A tenant's transaction is opened in one way (<c>TenantTransaction</c>), and SQL of more than one line stands in a file beside the class that
/// runs it (<c>SqlText</c>).
/// </summary>
public sealed partial class SqlTests
{
    private const string Verbs = "select|insert|update|delete|with|copy|create|merge";

    /// <summary>Who opens a transaction or sets the tenant, with how many lines do. Besides the first, each says why where it does.</summary>
    private static readonly Dictionary<string, int> Opening = new()
    {
        ["CustomerTiering.EventLog/Sql/TenantTransaction.cs"] = 5,
        // Prepared statements of one connection, in one round trip.
        ["CustomerTiering.EventLog/Append/WriterConnection.cs"] = 3,
        ["CustomerTiering.EventLog/Append/lock.sql"] = 1,
        ["CustomerTiering.EventLog/Append/move.sql"] = 1,
        // The tenant shows in the transaction.
        ["CustomerTiering.EventLog/Work/ClaimedChunks.cs"] = 2,
        // As the owner of the tables, without a tenant; and the policy that the setting is for.
        ["CustomerTiering.EventLog/Sql/Migrations.cs"] = 2,
        ["CustomerTiering.EventLog/Sql/migrations/0001-log.sql"] = 2,
    };

    [Fact]
    public void A_tenants_transaction_is_opened_in_one_way()
    {
        var found = from file in Sources("*.cs").Concat(Sources("*.sql"))
                    where !file.StartsWith("CustomerTiering.EmbeddedPostgres/", StringComparison.Ordinal) // knows no tenant
                    let lines = Text(file).Split('\n')
                        .Count(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && Opens().IsMatch(line))
                    where lines > 0
                    select $"{file}: {lines}";

        Assert.Equal(Opening.Select(one => $"{one.Key}: {one.Value}").Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Sql_of_more_than_one_line_is_a_file() => Assert.DoesNotContain(Sources("*.cs"), file => LongSql().IsMatch(Text(file)));

    [Theory]
    [InlineData("var a = $\"\"\"\n    select 1\n    from event\n    \"\"\";", true)]
    [InlineData("var a = \"select 1 \"\n    + \"from event\";", true)]
    [InlineData("var a = \"select 1 from event\";", false)]
    [InlineData("var a = \"\"\"\n    Usage\n    \"\"\";", false)]
    public void Sql_of_more_than_one_line_is_found(string code, bool found) => Assert.Equal(found, LongSql().IsMatch(code));

    [Fact]
    public void Every_statement_that_is_read_is_a_file_beside_its_reader()
    {
        var read = (from file in Sources("*.cs")
                    from match in Reads().Matches(Text(file))
                    select $"{Folder(file)}/{match.Groups[1].Value}.sql").ToHashSet();

        Assert.True(read.Count > 40);
        Assert.Empty(read.Except(Sources("*.sql")));
    }

    [Fact]
    public void Every_file_of_sql_is_read_by_somebody_beside_it_who_fills_its_holes()
    {
        var code = Sources("*.cs").GroupBy(Folder).ToDictionary(folder => folder.Key, folder => string.Concat(folder.Select(Text)));
        var statements = Sources("*.sql").Where(file => !file.Contains("/migrations/", StringComparison.Ordinal)).ToList();

        // A table that a module publishes for the queries of others: (the hole's name, by the class that publishes it).
        var published = (from file in Sources("*.cs")
                         from match in Published().Matches(Text(file))
                         select (Hole: match.Groups[1].Value, Owner: Path.GetFileNameWithoutExtension(file)))
                             .ToDictionary(one => one.Hole, one => one.Owner);

        bool IsThere(string file, string text) => code[Folder(file)].Contains(text, StringComparison.Ordinal);

        Assert.DoesNotContain(statements, file => !IsThere(file, $"\"{Path.GetFileNameWithoutExtension(file)}\""));
        Assert.Empty(
            from file in statements
            from hole in Holes().Matches(Text(file))
            let name = hole.Groups[1].Value
            where !IsThere(file, $"(\"{name}\", ") && !(published.TryGetValue(name, out var owner) && IsThere(file, $"{owner}.Table"))
            select $"{file}: {hole}");
    }

    private static IEnumerable<string> Sources(string pattern) =>
        from path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), pattern, SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Path.Combine(Repository.Root, "src"), path).Replace('\\', '/')
        where !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal)
        select file;

    private static string Text(string file) => File.ReadAllText(Path.Combine(Repository.Root, "src", file));

    private static string Folder(string file) => file[..file.LastIndexOf('/')];

    [GeneratedRegex(@"OpenConnection|new NpgsqlConnection\(|\bBegin(Db)?Transaction|app\.tenant|""begin(;|"")", RegexOptions.IgnoreCase)]
    private static partial Regex Opens();

    // A raw literal that begins with SQL, or a literal of SQL that another one is added to.
    [GeneratedRegex(@"(""{3}\n\s*\(?(and|from|where|" + Verbs + @")\b)|(""(" + Verbs + @") [^""\n]*""\s*\n\s*\+)")]
    private static partial Regex LongSql();

    [GeneratedRegex("SqlText\\.Read\\(\\s*typeof\\(\\w+\\), \"([^\"]+)\"")]
    private static partial Regex Reads();

    [GeneratedRegex("public static \\(string Hole, string Sql\\) Table => \\(\"(\\w+)\", ")]
    private static partial Regex Published();

    [GeneratedRegex(@"\{([a-z][a-z-]*)\}")]
    private static partial Regex Holes();
}
