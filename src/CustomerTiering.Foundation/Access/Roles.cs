namespace CustomerTiering.Access;

/// <summary>What a person or a service may do, as the <c>roles</c> claim of a token says. Whoever has none may do nothing.</summary>
public static class Roles
{
    /// <summary>Writes facts: purchases, interactions, answers.</summary>
    public const string Recorder = "recorder";

    /// <summary>Looks after customers, their plans and contacts.</summary>
    public const string Agent = "agent";

    /// <summary>Drafts, revises and submits standards; never approves one of their own.</summary>
    public const string PolicyAuthor = "policy-author";

    /// <summary>Approves or rejects what others submitted.</summary>
    public const string Approver = "approver";

    /// <summary>Reads everything, the audit trail included; changes nothing.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Exports and erases persons.</summary>
    public const string PrivacyOfficer = "privacy-officer";

    /// <summary>Runs assessments, rebuilds, imports; puts approved standards in force.</summary>
    public const string Operator = "operator";

    public static IReadOnlyList<string> All { get; } = [Recorder, Agent, PolicyAuthor, Approver, Reviewer, PrivacyOfficer, Operator];

    /// <summary>Who reads customers and what is known of them.</summary>
    public static IReadOnlyList<string> ReadsCustomers { get; } = [Agent, PolicyAuthor, Approver, Reviewer, PrivacyOfficer, Operator];

    /// <summary>Who may see names, external ids and quoted words; everybody else sees that they are there.</summary>
    public static IReadOnlyList<string> SeesPersons { get; } = [Agent, Reviewer, PrivacyOfficer];
}
