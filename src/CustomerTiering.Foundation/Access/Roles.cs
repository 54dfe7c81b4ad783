namespace CustomerTiering.Access;

/// <summary>The roles in the <c>roles</c> claim of a token. A token without roles permits nothing.</summary>
public static class Roles
{
    /// <summary>Records facts: purchases, interactions, answers.</summary>
    public const string Recorder = "recorder";

    /// <summary>Looks after customers, their plans and contacts.</summary>
    public const string Agent = "agent";

    /// <summary>Drafts, revises and submits standards; never approves their own.</summary>
    public const string PolicyAuthor = "policy-author";

    /// <summary>Approves or rejects submissions of others.</summary>
    public const string Approver = "approver";

    /// <summary>Reads everything, including the audit trail; changes nothing.</summary>
    public const string Reviewer = "reviewer";

    /// <summary>Exports and erases persons.</summary>
    public const string PrivacyOfficer = "privacy-officer";

    /// <summary>Runs assessments, rebuilds and imports; puts approved standards in force.</summary>
    public const string Operator = "operator";

    public static IReadOnlyList<string> All { get; } = [Recorder, Agent, PolicyAuthor, Approver, Reviewer, PrivacyOfficer, Operator];

    /// <summary>Roles that read customers and their data.</summary>
    public static IReadOnlyList<string> ReadsCustomers { get; } = [Agent, PolicyAuthor, Approver, Reviewer, PrivacyOfficer, Operator];

    /// <summary>Roles that see names, external ids and quotes; others only see that they exist.</summary>
    public static IReadOnlyList<string> SeesPersons { get; } = [Agent, Reviewer, PrivacyOfficer];
}
