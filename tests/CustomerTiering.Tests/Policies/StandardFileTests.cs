using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Http;
using CustomerTiering.Http.Json;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tests.Policies;

public sealed class StandardFileTests
{
    private const string Text =
        """{"schema":"tier-policy/1","ladder":"club","timeZone":"UTC","currency":"EUR","tiers":[{"code":"all","servicePlan":"basic"},{"code":"some","qualify":{"segment":"new"}}]}""";

    private static JsonObject File()
    {
        Assert.True(StandardKind.TierPolicy.Read(Encoding.UTF8.GetBytes(Text), null).TryGet(out var text, out _));
        var drafted = new GovernedStandard().Happened("ann", new StandardDrafted(1, text.Document, text.Digest));
        return JsonSerializer.SerializeToNode(StandardFile.Of(StandardKind.TierPolicy, "club", drafted.Version(1)), JsonSettings.Options)!.AsObject();
    }

    private static Result<StandardText> Read(JsonNode file, Catalogue? catalogue = null, StandardKind? kind = null) =>
        StandardFile.Read(kind ?? StandardKind.TierPolicy, Encoding.UTF8.GetBytes(file.ToJsonString()), catalogue);

    private static string[] Errors(JsonNode file, Catalogue? catalogue = null, StandardKind? kind = null) =>
        [.. Read(file, catalogue, kind).Problem!.Errors!.Select(error => $"{error.Field} {error.Code}")];

    private static JsonObject With(string member, JsonNode value)
    {
        var file = File();
        file[member] = value;
        return file;
    }

    [Fact]
    public void The_text_of_a_file_is_the_text_itself_under_the_same_digest()
    {
        Assert.True(Read(File()).TryGet(out var carried, out _));
        Assert.True(Read(JsonNode.Parse(Text)!).TryGet(out var plain, out _));
        Assert.Equal((plain.Name, plain.Digest, (string?)File()["digest"]), (carried.Name, carried.Digest, plain.Digest));
    }

    [Fact]
    public void A_text_that_was_changed_on_the_way_is_refused()
    {
        var file = File();
        file["document"]!["tiers"]![0]!["servicePlan"] = "better";

        Assert.Equal(["$.digest digest-differs"], Errors(file));
    }

    [Fact]
    public void What_a_file_says_of_its_text_must_be_so()
    {
        Assert.Equal(["$.digest digest-differs"], Errors(With("digest", new string('0', 64))));
        Assert.Equal(["$.name another-name"], Errors(With("name", "others")));
        Assert.Equal(["$.kind another-kind"], Errors(With("kind", "lifecycle")));
        Assert.Equal(["$.kind another-kind"], Errors(File(), kind: StandardKind.Lifecycle));
    }

    [Fact]
    public void A_file_holds_nothing_else_and_nothing_less()
    {
        Assert.Equal(["$.approvedBy not-a-standard-file"], Errors(With("approvedBy", "ann")));
        foreach (var member in (string[])["kind", "name", "document", "digest"])
        {
            var without = File();
            without.Remove(member);
            Assert.Equal(["$ not-a-standard-file"], Errors(without));
        }
        Assert.Equal(["$ not-a-standard-file"], Errors(With("schema", "standard-file/2")));
        Assert.Equal("not-a-standard-file", Read(With("document", "a text")).Problem!.Errors![0].Code);
    }

    [Fact]
    public void What_the_text_names_and_is_not_there_is_refused_at_its_place_in_the_file() => Assert.Equal(
        ["$.document.tiers[1].qualify.segment unknown-segment", "$.document.tiers[0].servicePlan unknown-service-plan"],
        Errors(File(), new(new HashSet<string>(), new HashSet<string> { "other" })).OrderDescending());

    [Theory]
    [InlineData("policy", "policy")]
    [InlineData("service-plan", "service-plan")]
    [InlineData("invoice", null)]
    public void A_file_says_what_kind_it_is(string said, string? kind) =>
        Assert.Equal(kind, StandardFile.KindOf(Encoding.UTF8.GetBytes(With("kind", said).ToJsonString()))?.Word);

    [Theory]
    [InlineData(Text, "policy")]
    [InlineData("""{"schema":"service-plan/7"}""", "service-plan")]
    [InlineData("""{"schema":"lifecycle/1"}""", "lifecycle")]
    [InlineData("""{"schema":1}""", null)]
    [InlineData("[]", null)]
    [InlineData("{", null)]
    public void A_text_says_what_kind_it_is(string text, string? kind) => Assert.Equal(kind, StandardFile.KindOf(Encoding.UTF8.GetBytes(text))?.Word);
}
