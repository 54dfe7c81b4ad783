namespace CustomerTiering.Tiering.Timelines;

/// <summary>Days on which a version of a policy makes decisions of one kind.</summary>
/// <param name="From">The first day, inclusive.</param>
/// <param name="To">The last day, inclusive.</param>
internal readonly record struct DecisionSpan(DateOnly From, DateOnly To, SpanKind Kind)
{
    internal static DecisionSpan On(DateOnly day, SpanKind kind) => new(day, day, kind);
}

/// <summary>Which decisions are made on the days of a span.</summary>
internal enum SpanKind
{
    /// <summary>Everything that is due.</summary>
    Due,

    /// <summary>Rechecks and, once the day is over, expiries and grace ends; no reviews and no at-once evaluations.</summary>
    Ends,

    /// <summary>At-once evaluations of one day's facts.</summary>
    Facts,

    /// <summary>A requested review of one day.</summary>
    Review,

    /// <summary>The judgement on a version's first day.</summary>
    Transition,

    /// <summary>The end of the held tier.</summary>
    Leaving,
}
