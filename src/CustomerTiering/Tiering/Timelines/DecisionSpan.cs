namespace CustomerTiering.Tiering.Timelines;

/// <summary>Days of a version of a policy on which decisions are asked for.</summary>
/// <param name="From">The first day, included.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Kind">Which decisions.</param>
internal readonly record struct DecisionSpan(DateOnly From, DateOnly To, SpanKind Kind)
{
    internal static DecisionSpan On(DateOnly day, SpanKind kind) => new(day, day, kind);
}

/// <summary>Which decisions are asked for on some days.</summary>
internal enum SpanKind
{
    /// <summary>Everything that is due.</summary>
    Due,

    /// <summary>Rechecks and, once the day is over, ends: no review, and nothing for facts.</summary>
    Ends,

    /// <summary>What facts of one day call for.</summary>
    Facts,

    /// <summary>A review of one day that somebody asked for.</summary>
    Review,

    /// <summary>The judgement of a version's first day.</summary>
    Transition,

    /// <summary>The end of what is held.</summary>
    Leaving,
}
