using FluentValidation;

namespace CustomerTiering.Walks;

/// <summary>The days to judge: one day, or a range.</summary>
public interface IWalkedDays
{
    /// <summary>One day, or null.</summary>
    DateOnly? AsOf { get; }

    /// <summary>The first day of a range, inclusive; or null.</summary>
    DateOnly? From { get; }

    /// <summary>The last day of a range, inclusive; or null.</summary>
    DateOnly? To { get; }
}

/// <summary>Requires either one day or an ordered range, not both.</summary>
public abstract class WalkedDaysValidator<T> : AbstractValidator<T>
    where T : IWalkedDays
{
    protected WalkedDaysValidator()
    {
        RuleFor(days => days.AsOf)
            .Must((days, asOf) => asOf is null ? days.From is not null && days.To is not null : days.From is null && days.To is null)
            .WithErrorCode("day-or-range").WithMessage("Either asOf, or from and to.");
        RuleFor(days => days.To).Must((days, to) => to >= days.From).When(days => days is { From: not null, To: not null })
            .WithErrorCode("range-order").WithMessage("to is not before from.");
    }
}
