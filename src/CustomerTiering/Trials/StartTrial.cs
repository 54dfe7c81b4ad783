using System.Text.Json.Nodes;
using FluentValidation;

namespace CustomerTiering.Trials;

/// <summary>Tries one or two drafts on the history of all customers, as if in force from a day on. No decisions are recorded.</summary>
/// <param name="Drafts">One or two drafts of the same ladder.</param>
/// <param name="From">The day on which the drafts come into force; default: the ladder's first day.</param>
/// <param name="To">The last day, inclusive; default: today in the first draft's zone.</param>
/// <param name="Segment">Limits the trial to customers in this segment on the last day; default: all customers.</param>
/// <param name="CarryHeld">
/// True to carry the tiers held on the day before <paramref name="From"/> into the drafts, whose transition judges them; otherwise all customers
/// start without a tier.
/// </param>
public sealed record StartTrial(IReadOnlyList<TrialDraft>? Drafts, DateOnly? From, DateOnly? To, string? Segment = null, bool? CarryHeld = null)
{
    public sealed class Validator : AbstractValidator<StartTrial>
    {
        public Validator()
        {
            RuleFor(command => command.Drafts).NotNull().Must(drafts => drafts is null or { Count: 1 or 2 })
                .WithErrorCode("one-or-two").WithMessage("Give one draft or two.");
            RuleForEach(command => command.Drafts).NotNull().SetValidator(new TrialDraft.Validator());
            RuleFor(command => command.From).GreaterThanOrEqualTo(new DateOnly(1970, 1, 1));
            RuleFor(command => command.To).Must((command, to) => to >= command.From).When(command => command is { From: not null, To: not null })
                .WithErrorCode("range-order").WithMessage("to must not be before from.");
            RuleFor(command => command.Segment).Length(1, 100).When(command => command.Segment is not null);
        }
    }
}

/// <summary>The text to try: a version of a policy in any status, or a document.</summary>
/// <param name="Version">The version of the policy; default: the latest.</param>
/// <param name="Document">A complete tier policy that is not stored as a version.</param>
public sealed record TrialDraft(string? Name, int? Version, JsonObject? Document)
{
    public sealed class Validator : AbstractValidator<TrialDraft>
    {
        public Validator()
        {
            RuleFor(draft => draft.Name).Must((draft, name) => name is null != draft.Document is null)
                .WithErrorCode("name-or-document").WithMessage("Give either the name of a policy, or a document.");
            RuleFor(draft => draft.Name).Length(1, 100).When(draft => draft.Name is not null);
            RuleFor(draft => draft.Version).GreaterThan(0);
            RuleFor(draft => draft.Version).Null().When(draft => draft.Document is not null)
                .WithErrorCode("name-or-document").WithMessage("version requires name.");
        }
    }
}
