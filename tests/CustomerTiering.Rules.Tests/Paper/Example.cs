using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Paper;
using CustomerTiering.Rules.Tests.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Paper;

/// <summary>A worked example of the policy guide: a folder with policy, facts, arguments and the expected lines.</summary>
internal static class Example
{
    public static string Folder { get; } = FindFolder();

    public static string[] Names => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    public static string[] Expected(string name) => File.ReadAllLines(Path.Combine(Folder, name, "expected.ndjson"));

    /// <summary>The lines that the example's arguments print, its facts given in the order of <paramref name="arrange"/>.</summary>
    public static string[] Run(string name, Func<string[], IEnumerable<string>>? arrange = null)
    {
        var policy = Ladder.Compiled(File.ReadAllText(Path.Combine(Folder, name, "policy.json")));
        var lines = File.ReadAllLines(Path.Combine(Folder, name, "facts.ndjson"));
        var lifecycle = Path.Combine(Folder, name, "lifecycle.json") is var file && File.Exists(file)
            ? CompiledLifecycleOf(File.ReadAllBytes(file)) : null;
        return Print(
            policy, arrange?.Invoke(lines) ?? lines,
            File.ReadAllText(Path.Combine(Folder, name, "arguments")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), lifecycle);
    }

    public static string[] Print(CompiledPolicy policy, IEnumerable<string> facts, string[] arguments, CompiledLifecycle? lifecycle = null)
    {
        var reading = FactBook.Read(facts.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)), policy.Zone);
        Assert.True(reading.Book is not null, string.Join("\n", reading.Errors));
        var (span, stated) = Read(arguments);
        var result = PaperRun.Run(policy, reading.Book!, span, stated, lifecycle);
        Assert.Null(result.Error);
        return [.. result.Entries!.Select(entry => PaperLines.Render(policy, entry))];
    }

    private static CompiledLifecycle CompiledLifecycleOf(byte[] json)
    {
        var document = LifecycleReader.Read(json, CanonicalJson.Write).Document!;
        return new(document, ZoneRules.TryFind(document.TimeZone, out var zone) ? zone : throw new ArgumentException(document.TimeZone));
    }

    private static (PaperSpan Span, StatedTier? Stated) Read(string[] arguments)
    {
        string? Value(string option) => Array.IndexOf(arguments, option) is var at and >= 0 ? arguments[at + 1] : null;
        DateOnly? Day(string option) => Value(option) is { } day ? Ladder.Day(day) : null;
        Period? every = Value("--every") is { } text && Period.TryParse(text, out var period) ? period : null;
        PaperSpan span = Day("--as-of") is { } asOf
            ? new PaperSpan.AsOf(asOf)
            : new PaperSpan.Between(Day("--from")!.Value, Day("--to")!.Value, every, arguments.Contains("--final"));
        return (span, Value("--held") is { } held ? new(held, Day("--since"), Day("--expires"), Day("--grace-ends")) : null);
    }

    private static string FindFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CustomerTiering.sln"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "docs", "examples");
    }
}
