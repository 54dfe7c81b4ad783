using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>A line that is rejected, and why.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Errors">What is wrong with it.</param>
internal sealed record Rejection(int Line, EquatableList<DocumentError> Errors)
{
    public static Rejection Of(int line, DocumentError error) => new(line, [error]);

    /// <summary>The one of the earlier line: which one is named must not hang on the order of checking.</summary>
    public static Rejection? First(Rejection? a, Rejection? b) => a is null || (b is not null && b.Line < a.Line) ? b : a;
}
