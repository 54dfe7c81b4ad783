using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CustomerTiering.Tests.Architecture;

/// <summary>One use of something that another module owns.</summary>
/// <param name="File">The file that uses it, below the modules' folder.</param>
/// <param name="From">The module of the file.</param>
/// <param name="To">The module that owns what is used.</param>
/// <param name="Name">A type, or a table.</param>
/// <param name="IsTable">Whether it is a table, in SQL.</param>
internal sealed record ModuleUse(string File, string From, string To, string Name, bool IsTable)
{
    public override string ToString() => IsTable ? $"{File} selects from {To}'s table {Name}" : $"{File} names {To}.{Name}";
}

/// <summary>
/// The modules as their sources say: a folder is a module. Sources rather than compiled code are read, so that a constant of another module or a
/// table in SQL is found too. A type is known by its name: it belongs to another module if that module declares it, the own one does not, and the
/// file imports or qualifies it.
/// </summary>
internal sealed partial class ModuleSources
{
    private readonly List<(string Path, string Module, CompilationUnitSyntax Root)> _files;
    private readonly List<(string Path, string Module, string Text)> _statements;
    private readonly ILookup<string, string> _types;
    private readonly Dictionary<string, string> _tables;

    /// <param name="sources">Paths below the modules' folder with their texts: <c>.cs</c> and <c>.sql</c>.</param>
    internal ModuleSources(IEnumerable<(string Path, string Text)> sources)
    {
        var texts = sources.Where(source => source.Path.Contains('/', StringComparison.Ordinal)).ToList();
        _files = [.. texts.Where(source => source.Path.EndsWith(".cs", StringComparison.Ordinal))
            .Select(source => (source.Path, ModuleOf(source.Path), CSharpSyntaxTree.ParseText(source.Text).GetCompilationUnitRoot()))];
        var files = texts.Where(source => source.Path.EndsWith(".sql", StringComparison.Ordinal))
            .Select(source => (source.Path, ModuleOf(source.Path), source.Text));
        _statements = [.. files, .. _files.SelectMany(file => Literals(file.Root).Select(literal => (file.Path, file.Module, literal)))];
        _types = _files.SelectMany(file => Declared(file.Root), (file, type) => (file.Module, Type: type))
            .Distinct().ToLookup(one => one.Module, one => one.Type);
        _tables = _files.SelectMany(file => Tables(file.Root), (file, table) => (file.Module, table))
            .ToDictionary(one => one.table, one => one.Module);
    }

    /// <summary>The product's modules.</summary>
    internal static ModuleSources Read()
    {
        var root = Path.Combine(Repository.Root, "src", "CustomerTiering");
        string[] patterns = ["*.cs", "*.sql"];
        return new(from pattern in patterns
                   from file in Directory.EnumerateFiles(root, pattern, SearchOption.AllDirectories)
                   let path = Path.GetRelativePath(root, file).Replace('\\', '/')
                   where !path.StartsWith("bin/", StringComparison.Ordinal) && !path.StartsWith("obj/", StringComparison.Ordinal)
                       && !path.StartsWith("Sql/", StringComparison.Ordinal)
                   select (path, File.ReadAllText(file)));
    }

    internal IEnumerable<string> Modules => _types.Select(module => module.Key);

    /// <summary>The tables of read models, each with the module whose projection it is.</summary>
    internal IReadOnlyDictionary<string, string> OwnedTables => _tables;

    /// <summary>Every type of another module that a file names, and every table of another one that its SQL reads.</summary>
    internal IReadOnlyList<ModuleUse> Uses() =>
        [.. _files.SelectMany(NamedTypes).Concat(_statements.SelectMany(ReadTables))
            .Distinct().OrderBy(use => use.ToString(), StringComparer.Ordinal)];

    private IEnumerable<ModuleUse> NamedTypes((string Path, string Module, CompilationUnitSyntax Root) file)
    {
        var imported = file.Root.Usings.Select(import => import.Name!.ToString())
            .Where(name => name.StartsWith("CustomerTiering.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[1]).ToHashSet();
        var names = file.Root.DescendantNodes().OfType<SimpleNameSyntax>()
            .Where(name => !IsMember(name) || _types.Any(module => IsQualified(name, module.Key))).ToList();
        return from module in _types.Select(module => module.Key)
               where module != file.Module
               from name in names
               let type = name.Identifier.Text
               where _types[
                   module].Contains(type) && (IsQualified(name, module) || (imported.Contains(module) && !_types[file.Module].Contains(type)))
               select new ModuleUse(file.Path, file.Module, module, type, IsTable: false);
    }

    /// <summary>Whether a name is that of a member of something, which may be called like a type.</summary>
    private static bool IsMember(SimpleNameSyntax name) =>
        name.Parent is MemberBindingExpressionSyntax || (name.Parent is MemberAccessExpressionSyntax access && access.Name == name);

    private static bool IsQualified(SimpleNameSyntax name, string module) => name.Parent switch
    {
        QualifiedNameSyntax qualified when qualified.Right == name => qualified.Left.ToString().Split('.')[^1] == module,
        MemberAccessExpressionSyntax access when access.Name == name => access.Expression.ToString().Split('.')[^1] == module,
        _ => false,
    };

    private IEnumerable<ModuleUse> ReadTables((string Path, string Module, string Text) statement) =>
        from match in Reading().Matches(statement.Text)
        let table = match.Groups[1].Value
        where _tables.TryGetValue(table, out var owner) && owner != statement.Module
        select new ModuleUse(statement.Path, statement.Module, _tables[table], table, IsTable: true);

    private static IEnumerable<string> Declared(CompilationUnitSyntax root) =>
        root.DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax).Select(node => node switch
        {
            BaseTypeDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => type.Identifier.Text,
            _ => null,
        }).OfType<string>();

    /// <summary>The tables that projections name: the second argument of their base.</summary>
    private static IEnumerable<string> Tables(CompilationUnitSyntax root) =>
        from parent in root.DescendantNodes().OfType<PrimaryConstructorBaseTypeSyntax>()
        where parent.Type is GenericNameSyntax { Identifier.Text: "Projection" } && parent.ArgumentList.Arguments.Count > 1
        select ((LiteralExpressionSyntax)parent.ArgumentList.Arguments[1].Expression).Token.ValueText;

    private static IEnumerable<string> Literals(CompilationUnitSyntax root) => root.DescendantTokens()
        .Where(token => token.Kind() is SyntaxKind.StringLiteralToken
            or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken).Select(token => token.ValueText);

    private static string ModuleOf(string path) => path.Split('/')[0];

    [GeneratedRegex(@"\b(?:from|join|into|update|table)\s+(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex Reading();
}
