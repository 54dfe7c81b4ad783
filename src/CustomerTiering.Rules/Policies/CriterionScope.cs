using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>The names that criteria and scores of one document may use.</summary>
/// <param name="Metrics">The document's metrics, including invalid ones, so that an error is not reported twice.</param>
/// <param name="Scores">The document's scores and <c>total</c>; empty without scores.</param>
/// <param name="Stages">The stages of a lifecycle; null in a policy, which has no <c>was</c>.</param>
/// <param name="Catalogue">References outside the document.</param>
/// <param name="OfSegment">Whether the document is a segment, which cannot use segments.</param>
internal sealed record CriterionScope(
    IReadOnlySet<string> Metrics, IReadOnlySet<string> Scores, IReadOnlySet<string>? Stages, Catalogue Catalogue, bool OfSegment = false)
{
    public static CriterionScope Of(Cursor root, Catalogue catalogue, IReadOnlySet<string>? stages = null)
    {
        var scores = NamesIn(root, "scores");
        if (scores.Count > 0) scores.Add(ScoreReader.Total);
        return new(NamesIn(root, "metrics"), scores, stages, catalogue);
    }

    public string? Metric(Cursor name) => Known(name, Metrics, ErrorCodes.UnknownMetric, "metric");

    public string? Score(Cursor name) => Known(name, Scores, ErrorCodes.UnknownScore, "score");

    public string? Stage(Cursor name) => Known(name, Stages ?? new HashSet<string>(), ErrorCodes.UnknownStage, "stage");

    /// <summary>Whether stages may be used here; reports an error if not.</summary>
    public bool CanAskForStages(Cursor stages)
    {
        if (Stages is not null || OfSegment) stages.Refuse(ErrorCodes.StageNotAllowed, "only a policy may name stages, not a lifecycle or a segment");
        else if (Catalogue.HasNoLifecycle) stages.Refuse(ErrorCodes.NotAvailable, "stages need a lifecycle, and none is given");
        else return true;
        return false;
    }

    /// <summary>A stage of the lifecycle in force; any name if stages are unavailable.</summary>
    public string? StageInForce(Cursor name) => Catalogue.Stages is { } known ? Known(name, known, ErrorCodes.UnknownStage, "stage") : name.Name();

    public string? Segment(Cursor name)
    {
        if (!OfSegment) return Catalogue.Segments is { } known ? Known(name, known, ErrorCodes.UnknownSegment, "segment") : name.Name();
        name.Refuse(ErrorCodes.SegmentOfSegments, "a segment may name metrics and attributes, but not segments");
        return null;
    }

    public string? ServicePlan(Cursor name) =>
        Catalogue.ServicePlans is { } known ? Known(name, known, ErrorCodes.UnknownServicePlan, "service plan") : name.Name();

    /// <summary>The attribute's name, and its declaration if available.</summary>
    public (string Name, AttributeDeclaration? Declared)? Attribute(Cursor name)
    {
        if (name.Name() is not { } text) return null;
        if (Catalogue.Attributes is not { } declared) return (text, null);
        if (!declared.TryGetValue(text, out var declaration)) name.Refuse(ErrorCodes.UnknownAttribute, $"unknown attribute '{text}'");
        else if (declaration.Personal) name.Refuse(ErrorCodes.PersonalAttribute, $"'{text}' identifies a person and cannot be used in a criterion");
        else return (text, declaration);
        return null;
    }

    private static string? Known(Cursor name, IReadOnlySet<string> known, string code, string what)
    {
        if (name.Text() is not { } text) return null;
        if (known.Contains(text)) return text;
        name.Refuse(code, $"unknown {what} '{JsonPath.Cut(text)}'");
        return null;
    }

    private static HashSet<string> NamesIn(Cursor root, string member) =>
        new(root.Peek(member)?.Names ?? [], StringComparer.Ordinal);
}
