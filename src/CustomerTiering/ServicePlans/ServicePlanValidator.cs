using System.Text.RegularExpressions;
using CustomerTiering.Rules.Values;
using FluentValidation;

namespace CustomerTiering.ServicePlans;

/// <summary>What a service plan must be, all broken rules at once.</summary>
public sealed partial class ServicePlanValidator : AbstractValidator<PublishServicePlan>
{
    /// <summary>Of each list.</summary>
    private const int Most = 100;

    public ServicePlanValidator()
    {
        RuleFor(plan => plan.Code).Must(IsCode!).When(plan => plan.Code is not null)
            .WithErrorCode("code-form").WithMessage("A code has 1 to 100 characters: letters, digits, '-', '_' and '.', beginning with a letter or digit.");
        RuleFor(plan => plan.Name).NotNull().Must(IsName!).WithErrorCode("name-form").WithMessage(NameRule);
        RuleFor(plan => plan.Entitlements).NotNull().SetValidator(new OfEntitlements()!);
    }

    private const string NameRule = "A name is a text of 1 to 200 characters for each of 1 to 20 BCP 47 languages, such as en or zh-Hant.";

    internal static bool IsCode(string code) => Code().IsMatch(code);

    private static bool IsName(IReadOnlyDictionary<string, string>? name) =>
        name is { Count: >= 1 and <= 20 } && name.All(pair => Language().IsMatch(pair.Key) && pair.Value is { Length: >= 1 and <= 200 } text && !text.Any(char.IsControl));

    private static bool IsPeriod(string? text) => Period.TryParse(text, out _);

    private static bool IsWord(string? text) => text is null || (text.Length is >= 1 and <= 100 && text.Trim() == text && !text.Any(char.IsControl));

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,99}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*\z")]
    private static partial Regex Language();

    private sealed class OfEntitlements : AbstractValidator<Entitlements>
    {
        public OfEntitlements()
        {
            RuleFor(plan => plan.ContactEvery).Must(IsPeriod).When(plan => plan.ContactEvery is not null)
                .WithErrorCode("period").WithMessage("must be an ISO 8601 period of whole years, months, weeks and days above zero, such as P1M.");
            RuleFor(plan => plan.Times).Must(times => times!.Count <= Most).When(plan => plan.Times is not null)
                .WithErrorCode("too-many").WithMessage($"A plan has at most {Most} of them.");
            RuleFor(plan => plan.Times).Must(times => Once(times!, time => time?.Priority)).When(plan => plan.Times is not null)
                .WithErrorCode("priority-twice").WithMessage("A priority stands once; one entry may be without, for all others.");
            RuleForEach(plan => plan.Times).NotNull().SetValidator(new OfTime());
            RuleFor(plan => plan.Discounts).Must(discounts => discounts!.Count <= Most).When(plan => plan.Discounts is not null)
                .WithErrorCode("too-many").WithMessage($"A plan has at most {Most} of them.");
            RuleFor(plan => plan.Discounts).Must(discounts => Once(discounts!, discount => discount?.Category)).When(plan => plan.Discounts is not null)
                .WithErrorCode("category-twice").WithMessage("A category stands once; one entry may be without, for all others.");
            RuleForEach(plan => plan.Discounts).NotNull().SetValidator(new OfDiscount());
            RuleFor(plan => plan.Benefits).Must(benefits => benefits!.Count <= Most).When(plan => plan.Benefits is not null)
                .WithErrorCode("too-many").WithMessage($"A plan has at most {Most} of them.");
            RuleFor(plan => plan.Benefits).Must(benefits => Once(benefits!, benefit => benefit?.Code)).When(plan => plan.Benefits is not null)
                .WithErrorCode("benefit-twice").WithMessage("A benefit's code stands once.");
            RuleForEach(plan => plan.Benefits).NotNull().SetValidator(new OfBenefit());
        }

        private static bool Once<T>(IReadOnlyList<T> items, Func<T, string?> key) => items.Select(key).Distinct(StringComparer.Ordinal).Count() == items.Count;
    }

    private sealed class OfTime : AbstractValidator<ServiceTime>
    {
        public OfTime()
        {
            RuleFor(time => time.Priority).Must(IsWord).WithErrorCode("word-form").WithMessage("must have 1 to 100 characters, no space at its ends.");
            RuleFor(time => time.Response).Must(text => PromisedTime.TryParse(text, out _)).When(time => time.Response is not null)
                .WithErrorCode("duration").WithMessage(PromisedTime.Rule + ".");
            RuleFor(time => time.Resolution).Must(text => PromisedTime.TryParse(text, out _)).When(time => time.Resolution is not null)
                .WithErrorCode("duration").WithMessage(PromisedTime.Rule + ".");
            RuleFor(time => time).Must(time => time.Response is not null || time.Resolution is not null)
                .WithErrorCode("nothing-promised").WithMessage("A response time, a resolution time or both.");
            RuleFor(time => time.Resolution)
                .Must((time, text) => !PromisedTime.TryParse(time.Response, out var response) || !PromisedTime.TryParse(text, out var resolution) || response <= resolution)
                .WithErrorCode("resolution-before-response").WithMessage("A resolution is promised no earlier than the response.");
        }
    }

    private sealed class OfDiscount : AbstractValidator<Discount>
    {
        public OfDiscount()
        {
            RuleFor(discount => discount.Category).Must(IsWord).WithErrorCode("word-form").WithMessage("must have 1 to 100 characters, no space at its ends.");
            RuleFor(discount => discount.Percent).GreaterThan(0).LessThanOrEqualTo(100);
            RuleFor(discount => discount.Percent).Must(percent => decimal.Round(percent, 2) == percent).WithErrorCode("decimals").WithMessage("A percentage has at most 2 decimals.");
        }
    }

    private sealed class OfBenefit : AbstractValidator<Benefit>
    {
        public OfBenefit()
        {
            RuleFor(benefit => benefit.Code).Must(code => code is not null && IsCode(code))
                .WithErrorCode("code-form").WithMessage("A code has 1 to 100 characters: letters, digits, '-', '_' and '.', beginning with a letter or digit.");
            RuleFor(benefit => benefit.Name).Must(IsName).WithErrorCode("name-form").WithMessage(NameRule);
            RuleFor(benefit => benefit.Quantity).GreaterThan(0).LessThanOrEqualTo(1_000_000_000);
            RuleFor(benefit => benefit.Quantity).Must(quantity => decimal.Round(quantity!.Value, 6) == quantity).When(benefit => benefit.Quantity is not null)
                .WithErrorCode("decimals").WithMessage("A quantity has at most 6 decimals.");
            RuleFor(benefit => benefit.Unit).Must(IsWord).WithErrorCode("word-form").WithMessage("must have 1 to 100 characters, no space at its ends.");
            RuleFor(benefit => benefit.Per).Must(IsPeriod).When(benefit => benefit.Per is not null)
                .WithErrorCode("period").WithMessage("must be an ISO 8601 period of whole years, months, weeks and days above zero, such as P1Y.");
        }
    }
}
