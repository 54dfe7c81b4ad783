using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Tests.Architecture;

/// <summary>
/// Rules and Evidence stand on the framework alone, and ask neither clock, chance, file nor network: what they are given decides what they answer.
/// </summary>
public sealed class PurityTests
{
    private static readonly string[] Namespaces =
        ["System.Net", "System.Data", "System.IO.Pipes", "System.Diagnostics", "System.Threading.Timer", "Microsoft.Win32"];

    private static readonly string[] Types =
    [
        "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.Directory", "System.IO.DirectoryInfo", "System.IO.Path",
        "System.Console",
        "System.Random", "System.TimeProvider", "System.Threading.Thread",
    ];

    private static readonly string[] Members =
    [
        "System.DateTime.get_Now", "System.DateTime.get_UtcNow", "System.DateTime.get_Today", "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Guid.NewGuid", "System.Guid.CreateVersion7", "System.TimeZoneInfo.get_Local",
        "System.Security.Cryptography.RandomNumberGenerator.Create",
        "System.Security.Cryptography.RandomNumberGenerator.Fill", "System.Security.Cryptography.RandomNumberGenerator.GetInt32",
    ];

    [Fact]
    public void Rules_are_pure() => Assert.Empty(Impurities(typeof(Fact).Assembly.Location));

    [Fact]
    public void Evidence_is_pure() => Assert.Empty(Impurities(typeof(Leaf).Assembly.Location));

    [Fact]
    public void What_is_not_pure_is_found()
    {
        var found = Impurities(typeof(LogWriter).Assembly.Location);
        Assert.Contains("refers to Npgsql", found);
        Assert.Contains("uses System.TimeProvider", found);
        Assert.Contains("calls System.Guid.NewGuid", Impurities(typeof(PurityTests).Assembly.Location));
        _ = Guid.NewGuid(); // for the line above
    }

    private static List<string> Impurities(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var found = new List<string>();
        foreach (var handle in metadata.AssemblyReferences)
        {
            var name = metadata.GetString(metadata.GetAssemblyReference(handle).Name);
            if (!name.StartsWith("System.", StringComparison.Ordinal)) found.Add($"refers to {name}");
        }
        foreach (var handle in metadata.TypeReferences)
        {
            var name = NameOf(metadata, handle);
            if (Types.Contains(name) || Namespaces.Any(one => name.StartsWith(one + ".", StringComparison.Ordinal)
                && !name.StartsWith("System.Diagnostics.CodeAnalysis", StringComparison.Ordinal)
                && name is not ("System.Diagnostics.DebuggableAttribute"
                    or "System.Diagnostics.DebuggerBrowsableAttribute" or "System.Diagnostics.DebuggerBrowsableState"
                        or "System.Diagnostics.DebuggerHiddenAttribute" or "System.Diagnostics.UnreachableException")))
                found.Add($"uses {name}");
        }
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind != HandleKind.TypeReference) continue;
            var name = $"{NameOf(metadata, (TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}";
            // What iterators are compiled to asks for the thread, and for nothing else of the environment.
            var environment = name.StartsWith("System.Environment.", StringComparison.Ordinal)
                && name != "System.Environment.get_CurrentManagedThreadId";
            if (environment || Members.Contains(name)) found.Add($"calls {name}");
        }
        return found;
    }

    private static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var space = metadata.GetString(type.Namespace);
        return (space.Length == 0 ? "" : space + ".") + metadata.GetString(type.Name);
    }
}
