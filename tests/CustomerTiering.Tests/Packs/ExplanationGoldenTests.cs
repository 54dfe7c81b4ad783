namespace CustomerTiering.Tests.Packs;

/// <summary>
/// The explanations of all stories, held word for word. With <c>ACCEPT=1</c> in the environment they are written instead: read the difference.
/// </summary>
public sealed class ExplanationGoldenTests
{
    [Theory]
    [MemberData(nameof(StoryTests.Cases), MemberType = typeof(StoryTests))]
    public void Explanations_read_as_they_were_accepted(string id)
    {
        var story = new Story(File.ReadAllText(Path.Combine(Repository.Root, $"tests/CustomerTiering.Tests/Packs/Stories/{id}.md")));
        Repository.AssertFile($"tests/CustomerTiering.Tests/Packs/Explanations/{id}.md", story.Explained());
    }
}
