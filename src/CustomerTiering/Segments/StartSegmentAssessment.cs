using CustomerTiering.Walks;
using FluentValidation;

namespace CustomerTiering.Segments;

/// <summary>Judges who is in which segment: everybody as of one day, or day by day over a range, as after an import of history.</summary>
public sealed record StartSegmentAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To, string? Segment) : IWalkedDays
{
    public sealed class Validator : WalkedDaysValidator<StartSegmentAssessment>
    {
        public Validator() => RuleFor(command => command.Segment).MaximumLength(100);
    }
}
