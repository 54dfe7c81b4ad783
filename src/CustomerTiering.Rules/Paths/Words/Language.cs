namespace CustomerTiering.Rules.Paths.Words;

/// <summary>A language for texts.</summary>
public enum Language
{
    /// <summary><c>en</c>.</summary>
    English,

    /// <summary><c>zh</c>.</summary>
    Chinese,
}
