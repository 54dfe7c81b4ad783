namespace CustomerTiering.Policies;

/// <summary>The company's requirements for approving a standard.</summary>
/// <param name="Needed">Number of distinct approvers required, excluding authors.</param>
/// <param name="Term">How long an approval remains usable, counted from the day on which it was given.</param>
public sealed record ApprovalRule(int Needed, Period Term)
{
    /// <summary>Upper limit of <see cref="Needed"/>.</summary>
    public const int Most = 20;

    /// <summary>Used if nothing else is configured.</summary>
    public static ApprovalRule Default { get; } = new(1, new(0, 90));
}

/// <summary>The configured approval rule of each kind of standard.</summary>
public sealed class ApprovalRules(Func<StandardKind, ApprovalRule> of)
{
    public ApprovalRule Of(StandardKind kind) => of(kind);
}
