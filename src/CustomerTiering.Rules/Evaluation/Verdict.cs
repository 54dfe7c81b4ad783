namespace CustomerTiering.Rules.Evaluation;

/// <summary>What came of a criterion. The numbers are the characters of a compact trace.</summary>
public enum Verdict
{
    /// <summary>It holds.</summary>
    Met = '1',

    /// <summary>It doesn't hold.</summary>
    Not = '0',

    /// <summary>It doesn't hold, for want of a value to compare.</summary>
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
