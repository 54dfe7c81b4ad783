namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Answers to one survey, in order. Of several answers to one request only the latest counts: as of a day, the latest up to it.</summary>
internal sealed class AnswerRows(List<SurveyAnswer> answers) : Rows<SurveyAnswer>(answers)
{
    private readonly int[] _next = Successors(answers);

    /// <summary>The row of the next answer to the same request, or −1.</summary>
    public override int SuccessorOf(int row) => _next.Length == 0 ? -1 : _next[row];

    private static int[] Successors(List<SurveyAnswer> answers)
    {
        if (!answers.Exists(answer => answer.Of is not null)) return [];
        var (next, later) = (new int[answers.Count], new Dictionary<string, int>(StringComparer.Ordinal));
        for (var row = answers.Count - 1; row >= 0; row--)
        {
            next[row] = answers[row].Of is { } of && later.TryGetValue(of, out var successor) ? successor : -1;
            if (answers[row].Of is { } asking) later[asking] = row;
        }
        return next;
    }
}
