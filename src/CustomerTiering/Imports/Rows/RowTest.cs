using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports.Rows;

/// <summary>A map's condition on a row. An empty value equals no value and has no prefix.</summary>
internal sealed class RowTest
{
    private readonly Column _column;
    private readonly MapCondition _condition;
    private readonly HashSet<string>? _words;

    internal RowTest(MapCondition condition, string path, JoinedRow row)
    {
        _condition = condition;
        _column = row.Find(condition.Column!, path + ".column");
        _words = (condition.Is ?? condition.IsNot)?.ToHashSet(StringComparer.Ordinal);
    }

    internal bool Applies(JoinedRow row)
    {
        var value = row[_column];
        if (_condition.Empty is { } empty) return value is null == empty;
        if (_words is not null) return _words.Contains(value ?? "") == _condition.Is is not null;
        var (start, wanted) = _condition.StartsWith is { } begins ? (begins, true) : (_condition.StartsNotWith!, false);
        return (value ?? "").StartsWith(start, StringComparison.Ordinal) == wanted;
    }

    internal static RowTest[] Of(IReadOnlyList<MapCondition>? conditions, string path, JoinedRow row) =>
        [.. (conditions ?? []).Select((condition, index) => new RowTest(condition, $"{path}[{index}]", row))];
}
