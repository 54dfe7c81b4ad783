using FluentValidation;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>Previews how a version would change held tiers, before it is put in force.</summary>
/// <param name="From">The day on which it would come into force, in the policy's zone; null for today.</param>
public sealed record PreviewTransition(DateOnly? From)
{
    public sealed class Validator : AbstractValidator<PreviewTransition>
    {
        public Validator() => RuleFor(command => command.From).LessThan(new DateOnly(2051, 1, 1));
    }
}
