namespace CustomerTiering.Rules.Paths.Words;

/// <summary>A language in which paths are told.</summary>
public enum Language
{
    /// <summary><c>en</c>.</summary>
    English,

    /// <summary><c>zh</c>.</summary>
    Chinese,
}
