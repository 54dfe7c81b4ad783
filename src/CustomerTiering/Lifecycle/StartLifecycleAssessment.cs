using CustomerTiering.Walks;

namespace CustomerTiering.Lifecycle;

/// <summary>Judges the lifecycle stages of all customers, as of one day or day by day over a range, for example after an import of history.</summary>
public sealed record StartLifecycleAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To) : IWalkedDays
{
    public sealed class Validator : WalkedDaysValidator<StartLifecycleAssessment>;
}
