using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerTiering.Http.Json;
using CustomerTiering.Packs;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tests.Packs;

public sealed partial class PackLibraryTests
{
    public static TheoryData<string> Ids => [.. PackLibrary.All.Select(pack => pack.Id)];

    /// <summary>What a policy of the pack may name: its plans and its attributes, and nothing else.</summary>
    private static Catalogue Own(Pack pack) => new(
        ServicePlans: pack.PlanCodes.ToHashSet(),
        Attributes: pack.Attributes.ToDictionary(one => one.Name, _ => new AttributeDeclaration(AttributeType.Text, Personal: false)));

    private static StandardText Text(Pack pack, StandardDraft draft) =>
        draft.Kind.Read(Encoding.UTF8.GetBytes(draft.Document.ToJsonString()), Own(pack)).TryGet(out var text, out var problem)
            ? text : throw new InvalidDataException($"{pack.Id}: {JsonSerializer.Serialize(problem.Errors, JsonSettings.Options)}");

    [Fact]
    public void There_is_a_pack_for_each_case_study() =>
        Assert.Equal(["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9"], PackLibrary.All.Select(pack => pack.Case));

    [Theory]
    [InlineData("e-commerce-value", "low medium high")]
    [InlineData("service-level", "ordinary important vip")]
    [InlineData("retail-card", "ordinary silver gold")]
    [InlineData("shop-membership", "ordinary bronze silver gold vip")]
    [InlineData("bank-relationship", "potential general important high-end")]
    [InlineData("chain-value", "standard potential high-value")]
    [InlineData("technology-account", "potential ordinary vip")]
    [InlineData("standard-business-value", "new regular high-value strategic")]
    [InlineData("standard-contribution", "low medium high")]
    [InlineData("standard-potential", "low medium high")]
    [InlineData("standard-relationship", "newcomer stable loyal")]
    [InlineData("standard-combined", "general important key")]
    [InlineData("key-accounts-level", "standard key strategic")]
    public void The_levels_are_those_of_the_case_study_from_low_to_high(string ladder, string tiers)
    {
        var policy = PackLibrary.All.SelectMany(pack => pack.Ladders).Single(one => one.Ladder == ladder).Policy;
        Assert.Equal(tiers, string.Join(' ', policy["tiers"]!.AsArray().Select(tier => (string)tier!["code"]!)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_document_reads_without_fault_and_names_only_what_the_pack_has(string id)
    {
        var pack = PackLibrary.Find(id)!;
        foreach (var draft in PackDrafts.Of(pack, withLifecycle: true))
        {
            var name = Text(pack, draft).Name;
            Assert.True(draft.Kind == StandardKind.Lifecycle || name.StartsWith($"{id}-", StringComparison.Ordinal),
                $"{name} could meet one of another pack.");
        }
        var brought = pack.Ladders.SelectMany(ladder => ladder.Policy["tiers"]!.AsArray()).Select(tier => (string)tier!["servicePlan"]!);
        Assert.Equal(pack.PlanCodes.Order(), brought.Distinct().Order());
        Assert.All(pack.Plans, plan => Assert.NotNull(plan["cost"]));
    }

    /// <summary>A version of a policy is known by the digest of its text: another text is another standard, and is seen here.</summary>
    [Fact]
    public void The_digests_are_those_that_were_released() => Repository.AssertFile(
        "tests/CustomerTiering.Tests/Packs/digests.txt",
        string.Concat(from pack in PackLibrary.All
                      from draft in PackDrafts.Of(
            pack, withLifecycle: true)
                      let text = Text(pack, draft)
                      select $"{pack.Id} {draft.Kind.Noun} {text.Name} {text.Digest}\n"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_name_description_and_reason_is_in_English_and_in_Chinese(string id)
    {
        var pack = PackLibrary.Find(id)!;
        var whole = JsonSerializer.SerializeToNode(pack, JsonSettings.Options)!;
        var texts = Named(whole, "$").ToList();
        Assert.True(texts.Count > 30, $"{id} has {texts.Count} texts.");
        Assert.All(texts, text =>
        {
            Assert.True(text.Said.ContainsKey("en") && text.Said.Count == 2, text.Path);
            Assert.Matches("[A-Za-z]{2}", (string)text.Said["en"]!);
            Assert.True(Chinese().IsMatch((string)text.Said["zh"]!) && !Chinese().IsMatch((string)text.Said["en"]!), text.Path);
        });
        foreach (var place in (string[])["stages", "tiers", "benefits"]) Assert.All(Listed(whole, place), one => Assert.NotNull(one["name"]));
        Assert.Equal(pack.Ladders.Count, pack.Ladders.Count(ladder => ladder.Policy["name"] is not null));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Another_currency_and_zone_take_the_place_of_those_written_and_no_number_changes(string id)
    {
        var pack = PackLibrary.Find(id)!;
        var (written, adapted) = (PackDrafts.Of(pack, withLifecycle: true), PackDrafts.Of(pack, "GBP", "Europe/London", withLifecycle: true));
        Assert.All(adapted, draft => Text(pack, draft));
        Assert.Equal(
            written.Select(draft => draft.Document.ToJsonString()
                .Replace("\"CNY\"", "\"GBP\"", StringComparison.Ordinal).Replace("Asia/Shanghai", "Europe/London", StringComparison.Ordinal)),
            adapted.Select(draft => draft.Document.ToJsonString()));
        Assert.DoesNotContain("GBP", JsonSerializer.Serialize(pack, JsonSettings.Options), StringComparison.Ordinal);
    }

    private static IEnumerable<(string Path, JsonObject Said)> Named(JsonNode? node, string path) => node switch
    {
        JsonObject one => one.SelectMany(member => member is { Key: "name" or "description" or "because", Value: JsonObject said }
            ? [($"{path}.{member.Key}", said)] : Named(member.Value, $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, i) => Named(item, $"{path}[{i}]")),
        _ => [],
    };

    private static IEnumerable<JsonObject> Listed(JsonNode? node, string place) => node switch
    {
        JsonObject one =>
            one.SelectMany(member => member.Key == place && member.Value is JsonArray list
                ? list.Select(item => item!.AsObject()) : Listed(member.Value, place)),
        JsonArray list => list.SelectMany(item => Listed(item, place)),
        _ => [],
    };

    [GeneratedRegex("\\p{IsCJKUnifiedIdeographs}")]
    private static partial Regex Chinese();
}
