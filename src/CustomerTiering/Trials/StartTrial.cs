using System.Text.Json.Nodes;
using FluentValidation;

namespace CustomerTiering.Trials;

/// <summary>Tries one draft, or two beside each other, on everybody's history, as if it had come into force on a day. Nothing is decided.</summary>
/// <param name="Drafts">One or two, of one ladder.</param>
/// <param name="From">The day on which they come into force; the ladder's first day if not given.</param>
/// <param name="To">The last day, included; today in the first draft's zone if not given.</param>
/// <param name="Segment">Only customers who are in this segment on the last day; everybody if not given.</param>
/// <param name="CarryHeld">True: the tiers held on the day before <paramref name="From"/> go on under the drafts, and their transition judges them. Else nobody held one before.</param>
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

/// <summary>What is tried: a version by its name, whatever its status, or a document.</summary>
/// <param name="Name">The ladder.</param>
/// <param name="Version">With the name: which version; the latest if not given.</param>
/// <param name="Document">A tier policy that is no version, whole.</param>
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
