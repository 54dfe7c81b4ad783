using FluentValidation;

namespace CustomerTiering.Lifecycle;

/// <summary>Judges everybody's stage of life: as of one day, or day by day over a range, as after an import of history.</summary>
/// <param name="AsOf">One day.</param>
/// <param name="From">First day of a range, included.</param>
/// <param name="To">Last day of a range, included.</param>
public sealed record StartLifecycleAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To)
{
    public sealed class Validator : AbstractValidator<StartLifecycleAssessment>
    {
        public Validator()
        {
            RuleFor(command => command.AsOf).Must((command, asOf) => asOf is null ? command.From is not null && command.To is not null : command.From is null && command.To is null)
                .WithErrorCode("day-or-range").WithMessage("Give either asOf, or from and to.");
            RuleFor(command => command.To).Must((command, to) => to >= command.From).When(command => command is { From: not null, To: not null })
                .WithErrorCode("range-order").WithMessage("to must not be before from.");
        }
    }

    /// <summary>What the run judges.</summary>
    public LifecycleScope ScopeFor(string actor) => new(AsOf, From, To, actor);
}
