using System.Text.Json.Nodes;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paper;

/// <summary>A trial on paper, from the bytes of a policy and of facts to the printed lines or to all errors.</summary>
/// <param name="Lines">The output, without line ends; null if the trial is refused.</param>
/// <param name="Refusals">The errors, one per line; empty if there are none.</param>
public sealed record PaperTrial(IReadOnlyList<string>? Lines, IReadOnlyList<string> Refusals)
{
    /// <summary>Reads, decides and prints.</summary>
    /// <param name="policy">A tier policy as JSON in UTF-8.</param>
    /// <param name="facts">Facts, one per line (NDJSON); their order does not matter.</param>
    /// <param name="canonicalize">Writes the canonical form of RFC 8785, which determines the policy's size.</param>
    /// <param name="lifecycle">A lifecycle as JSON in UTF-8, for a policy that uses stages; null without one.</param>
    public static PaperTrial Run(
        ReadOnlyMemory<byte> policy, ReadOnlyMemory<byte> facts, PaperOptions options, Func<JsonNode, byte[]> canonicalize,
        ReadOnlyMemory<byte>? lifecycle = null)
    {
        var mistakes = options.Read(out var span, out var stated);
        if (mistakes.Count > 0) return new(null, mistakes);

        var stages = lifecycle is { } text ? LifecycleReader.Read(text, canonicalize) : null;
        var codes = stages?.Document?.Stages.Select(stage => stage.Code).ToHashSet(StringComparer.Ordinal);
        var reading = PolicyReader.Read(policy, canonicalize, new(Stages: codes, HasNoLifecycle: stages is null));
        string[] faults = [.. Faults("lifecycle", stages?.Errors ?? []), .. Faults("policy", reading.Errors)];
        if (!reading.IsFaultless || faults.Length > 0) return new(null, faults);
        var zone = ZoneOf(reading.Document.TimeZone);
        var compiled = new CompiledPolicy(reading.Document, zone);
        if (stated is not null && compiled.RankOf(stated.Tier) is null) return new(null, [$"--held: the policy has no tier '{stated.Tier}'"]);

        var book = FactBook.Read(LinesOf(facts), zone);
        if (book.Book is null) return new(null, [.. book.Errors.Select(error => $"facts, line {book.Line}: {Said(error)}")]);

        var result = PaperRun.Run(
            compiled, book.Book, span!, stated, stages is null ? null : new CompiledLifecycle(stages.Document!, ZoneOf(stages.Document!.TimeZone)));
        return result.Error is { } failed
            ? new(null, [$"facts: {failed.Code}: {failed.Message}"])
            : new([.. result.Entries!.Select(entry => PaperLines.Render(compiled, entry))], []);
    }

    private static ZoneRules ZoneOf(string name) =>
        ZoneRules.TryFind(name, out var zone) ? zone : throw new InvalidOperationException("A document that was read has a zone that is known here.");

    private static IEnumerable<string> Faults(string document, EquatableList<DocumentError> errors) =>
        errors.Select(error => $"{document}: {Said(error)}");

    private static string Said(DocumentError error) => $"{error.Path}: {error.Code}: {error.Message}";

    /// <summary>The lines as written. A final line end does not start another line.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> LinesOf(ReadOnlyMemory<byte> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.Span.IndexOf((byte)'\n');
            yield return end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
        }
    }
}
