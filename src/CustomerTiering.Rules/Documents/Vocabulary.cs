using System.Collections.Immutable;

namespace CustomerTiering.Rules.Documents;

/// <summary>The permitted words of one member, with their meanings.</summary>
internal sealed class Vocabulary<T>(params (string Word, T Meaning)[] entries) where T : struct
{
    public ImmutableArray<string> Words { get; } = [.. entries.Select(e => e.Word)];

    public T? Find(string word)
    {
        foreach (var entry in entries)
            if (entry.Word == word) return entry.Meaning;
        return null;
    }

    public string WordFor(T meaning) => entries.First(e => EqualityComparer<T>.Default.Equals(e.Meaning, meaning)).Word;
}
