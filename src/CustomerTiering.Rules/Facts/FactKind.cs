namespace CustomerTiering.Rules.Facts;

/// <summary>The kinds of facts; the order breaks ties between facts of one instant and one id. The last two are found by the product itself, and no source states them.</summary>
public enum FactKind
{
#pragma warning disable CS1591 // The names are those of the facts guide.
    Customer, Purchase, Return, Cancellation, Interaction, SurveyAsked, Survey,
    Complaint, ComplaintResolved, ComplaintReopened, Referral, Indicator, Correction, Membership, StageMove,
#pragma warning restore CS1591
}

/// <summary>The names of the kinds in documents.</summary>
public static class FactKinds
{
    private static readonly string[] Names =
    [
        "customer", "purchase", "return", "cancellation", "interaction", "survey-asked", "survey",
        "complaint", "complaint-resolved", "complaint-reopened", "referral", "indicator", "correction", "membership", "stage-move",
    ];

    /// <summary>The name in documents: <c>survey-asked</c>.</summary>
    public static string Name(this FactKind kind) => Names[(int)kind];

    /// <summary>The kinds that a source may state: all but <see cref="FactKind.Membership"/> and <see cref="FactKind.StageMove"/>.</summary>
    public static IReadOnlyList<FactKind> Stated { get; } = [.. Enum.GetValues<FactKind>().Where(kind => kind is not (FactKind.Membership or FactKind.StageMove))];

    /// <summary>The kind of that name that a source may state; false if there is none.</summary>
    public static bool TryParse(string name, out FactKind kind)
    {
        var index = Array.IndexOf(Names, name, 0, Stated.Count);
        kind = (FactKind)Math.Max(index, 0);
        return index >= 0;
    }
}

/// <summary>Whether a customer is a natural person.</summary>
public enum CustomerType
{
#pragma warning disable CS1591 // The names say it.
    Person, Company,
#pragma warning restore CS1591
}

/// <summary>A standard survey: CSAT 1 to 5, NPS 0 to 10, CES 1 to 7.</summary>
public enum Survey
{
#pragma warning disable CS1591 // The names are those of the facts guide.
    Csat, Nps, Ces,
#pragma warning restore CS1591
}
