namespace CustomerTiering.Policies;

/// <summary>What the company asks of the approval of a standard.</summary>
/// <param name="Needed">How many different people must approve it, none of them its author.</param>
/// <param name="Term">How long an approval can be used, from the day on which it was given.</param>
public sealed record ApprovalRule(int Needed, Period Term)
{
    /// <summary>The most that can be asked for.</summary>
    public const int Most = 20;

    /// <summary>Where nothing else is configured.</summary>
    public static ApprovalRule Default { get; } = new(1, new(0, 90));
}

/// <summary>The rules of approval by kind of standard, as configured.</summary>
public sealed class ApprovalRules(Func<StandardKind, ApprovalRule> of)
{
    public ApprovalRule Of(StandardKind kind) => of(kind);
}
