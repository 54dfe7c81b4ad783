namespace CustomerTiering.Tests.Packs;

/// <summary>The case studies as they were written, decided: a story for each pack, without a database.</summary>
public sealed class StoryTests
{
    public static TheoryData<string> Cases => ["C1", "C2", "C3", "C4", "C5", "C6", "C7", "C8", "C9"];

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_story_comes_out_as_it_is_told(string id)
    {
        var path = $"tests/CustomerTiering.Tests/Packs/Stories/{id}.md";
        Repository.AssertFile(path, new Story(File.ReadAllText(Path.Combine(Repository.Root, path))).Decided());
    }
}
