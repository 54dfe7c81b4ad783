using CustomerTiering.Walks;

namespace CustomerTiering.Lifecycle;

/// <summary>Judges everybody's stage of life: as of one day, or day by day over a range, as after an import of history.</summary>
public sealed record StartLifecycleAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To) : IWalkedDays
{
    public sealed class Validator : WalkedDaysValidator<StartLifecycleAssessment>;
}
