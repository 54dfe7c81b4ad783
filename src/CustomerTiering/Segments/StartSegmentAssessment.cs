using FluentValidation;

namespace CustomerTiering.Segments;

/// <summary>Judges who is in which segment: everybody as of one day, or day by day over a range, as after an import of history.</summary>
/// <param name="AsOf">One day.</param>
/// <param name="From">First day of a range, included.</param>
/// <param name="To">Last day of a range, included.</param>
/// <param name="Segment">One segment; all that are computed if none is named.</param>
public sealed record StartSegmentAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To, string? Segment)
{
    public sealed class Validator : AbstractValidator<StartSegmentAssessment>
    {
        public Validator()
        {
            RuleFor(command => command.AsOf).Must((command, asOf) => asOf is null ? command.From is not null && command.To is not null : command.From is null && command.To is null)
                .WithErrorCode("day-or-range").WithMessage("Give either asOf, or from and to.");
            RuleFor(command => command.To).Must((command, to) => to >= command.From).When(command => command is { From: not null, To: not null })
                .WithErrorCode("range-order").WithMessage("to must not be before from.");
            RuleFor(command => command.Segment).MaximumLength(100);
        }
    }

    /// <summary>What the run judges.</summary>
    public SegmentScope ScopeFor(string actor) => new(AsOf, From, To, actor, Segment);
}
