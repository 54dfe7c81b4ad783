using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Facts;
using CustomerTiering.Packs;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Values;
using CustomerTiering.Walks;

namespace CustomerTiering.Tests.Packs;

/// <summary>The stages of a story's customers, by the pack's lifecycle.</summary>
internal sealed class StoryStages
{
    private readonly StandardInForce<CompiledLifecycle> _lifecycle;

    private readonly FactBook _book;

    internal StoryStages(Pack pack, StoryFacts facts, DateOnly inForce)
    {
        var read = LifecycleReader.Read(Encoding.UTF8.GetBytes(pack.Lifecycle.ToJsonString()), CanonicalJson.Write).Document!;
        Assert.True(ZoneRules.TryFind(read.TimeZone, out var zone));
        _lifecycle = new(new("lifecycle", 1, "digest"), new(read, zone), inForce, null, new(inForce, TimeOnly.MinValue, TimeSpan.Zero));
        _book = FactBook.Read(facts.Lines, zone).Book!;
    }

    internal string[] Row(string[] cells)
    {
        var day = DateOnly.Parse(cells[0], null);
        var stored = new StoredFacts(Guid.Empty, _book.Known(cells[1]), 1, new byte[32]);
        var walked = StageWalk.Run([_lifecycle], stored, StageState.None, new StagePlan.Range(_lifecycle.From, day));
        Assert.Null(walked.Failure);
        var stage = _lifecycle.Compiled.Document.Stages.Single(one => one.Code == walked.Changes[^1].To);
        return [cells[0], cells[1], $"{stage.Code} {Story.Chinese(stage.Name)}", $"{walked.Changes[^1].Judgement.AsOf:yyyy-MM-dd}"];
    }
}
