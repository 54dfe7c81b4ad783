using CustomerTiering.Walks;
using FluentValidation;

namespace CustomerTiering.Segments;

/// <summary>Judges segment memberships of all customers, as of one day or day by day over a range, for example after an import of history.</summary>
public sealed record StartSegmentAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To, string? Segment) : IWalkedDays
{
    public sealed class Validator : WalkedDaysValidator<StartSegmentAssessment>
    {
        public Validator() => RuleFor(command => command.Segment).MaximumLength(100);
    }
}
