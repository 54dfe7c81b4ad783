using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Assigns each metric, score, attribute and segment that a document uses an index in a list.</summary>
internal sealed class PolicySlots(EquatableList<Metric> metrics, EquatableList<Score> scores)
{
    private readonly List<string> _attributes = [];
    private readonly List<string> _segments = [];

    /// <summary>Attributes in the order of first use.</summary>
    public IReadOnlyList<string> Attributes => _attributes;

    /// <summary>Segments in the order of first use.</summary>
    public IReadOnlyList<string> Segments => _segments;

    /// <summary>Whether a stage of the lifecycle is used.</summary>
    public bool NamesStages { get; set; }

    public int Metric(string name)
    {
        for (var i = 0; i < metrics.Count; i++)
            if (metrics[i].Name == name) return i;
        throw new ArgumentException($"The document has no metric {name}.", nameof(name));
    }

    /// <summary>The score's index; that of <c>total</c> is after all others.</summary>
    public int Score(string name)
    {
        if (name == CompiledPolicy.Total) return scores.Count;
        for (var i = 0; i < scores.Count; i++)
            if (scores[i].Name == name) return i;
        throw new ArgumentException($"The document has no score {name}.", nameof(name));
    }

    public int Attribute(string name) => PlaceOf(name, _attributes);

    public int Segment(string name) => PlaceOf(name, _segments);

    /// <summary>Adds the attributes whose dates start cycles.</summary>
    public void AddCycles()
    {
        foreach (var metric in metrics)
            if (metric is Metric.Measured { Window: Window.Cycle cycle }) Attribute(cycle.Attribute);
    }

    private static int PlaceOf(string name, List<string> names)
    {
        var found = names.IndexOf(name);
        if (found >= 0) return found;
        names.Add(name);
        return names.Count - 1;
    }
}
