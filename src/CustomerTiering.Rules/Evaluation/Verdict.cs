namespace CustomerTiering.Rules.Evaluation;

/// <summary>The result of a criterion. The values are the characters of a compact trace.</summary>
public enum Verdict
{
    /// <summary>The criterion holds.</summary>
    Met = '1',

    /// <summary>The criterion does not hold.</summary>
    Not = '0',

    /// <summary>The criterion does not hold because there is no value to compare.</summary>
    Missing = '?',
}

/// <summary>The names of the verdicts in documents.</summary>
public static class Verdicts
{
    /// <summary><c>met</c>, <c>not</c> or <c>missing</c>.</summary>
    public static string Name(this Verdict verdict) => verdict switch
    {
        Verdict.Met => "met",
        Verdict.Not => "not",
        Verdict.Missing => "missing",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };
}
