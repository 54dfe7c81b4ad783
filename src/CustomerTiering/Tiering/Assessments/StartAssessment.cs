using System.Text.Json.Serialization;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using FluentValidation;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>Assesses all customers: as of one day, or everything due within a range.</summary>
/// <param name="AsOf">The as-of date of one review.</param>
/// <param name="From">First day of a range, inclusive.</param>
/// <param name="To">Last day of a range, inclusive.</param>
/// <param name="Every">The interval between reviews from the range's first day on, ISO 8601; null for each policy's own schedule.</param>
/// <param name="Final">True to add a review on the last day.</param>
/// <param name="Ladder">Null for all ladders.</param>
public sealed record StartAssessment(DateOnly? AsOf, DateOnly? From, DateOnly? To, string? Every, bool? Final, string? Ladder)
{
    public sealed class Validator : AbstractValidator<StartAssessment>
    {
        public Validator()
        {
            RuleFor(command => command.AsOf).Must((command, asOf) => asOf is null != (command.From is null || command.To is null))
                .WithErrorCode("day-or-range").WithMessage("Give either asOf, or from and to.");
            RuleFor(command => command.To).Must((command, to) => to >= command.From).When(command => command is { From: not null, To: not null })
                .WithErrorCode("range-order").WithMessage("to must not be before from.");
            RuleFor(command => command.Every).Must(every => Period.TryParse(every, out _)).When(command => command.Every is not null)
                .WithErrorCode("period").WithMessage("every must be an ISO 8601 period of whole years, months, weeks and days, such as P1M.");
            RuleFor(command => command.Every).Null().When(command => command.AsOf is not null)
                .WithErrorCode("day-or-range").WithMessage("every requires from and to.");
        }
    }

    [JsonIgnore]
    public AssessedDays Days => AssessedDays.Of(AsOf, From, To);

    public AssessmentScope ScopeFor(string actor)
    {
        IReadOnlyList<DateOnly>? reviews = From is { } from && To is { } to && Period.TryParse(Every, out var period)
            ? DateGrid.Between(from, period, to, Final ?? false) : null;
        return new(AsOf, From, To, reviews, Ladder, actor);
    }
}
