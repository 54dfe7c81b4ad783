using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Book;

/// <summary>A rejected line with its errors.</summary>
/// <param name="Line">Line number, from 1.</param>
internal sealed record Rejection(int Line, EquatableList<DocumentError> Errors)
{
    public static Rejection Of(int line, DocumentError error) => new(line, [error]);

    /// <summary>The rejection of the earlier line, so that the result does not depend on the order of checking.</summary>
    public static Rejection? First(Rejection? a, Rejection? b) => a is null || (b is not null && b.Line < a.Line) ? b : a;
}
