using System.Security.Cryptography;
using CustomerTiering.Persons;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Policies;
using FluentValidation;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>Requests another effective tier for a limited time. Other people must approve it.</summary>
/// <param name="Kind">exact, floor or ceiling.</param>
/// <param name="From">The first day, inclusive, in the policy's zone; today or later.</param>
/// <param name="Until">The last day, inclusive.</param>
/// <param name="Reason">A reason code that the policy permits.</param>
/// <param name="Text">The reason in words; stored as personal data.</param>
/// <param name="Evidence">Ids of supporting evidence, in this system or another; no free text.</param>
public sealed record RequestOverride(
    OverrideKind? Kind, string? Tier, DateOnly? From, DateOnly? Until, string? Reason, string? Text, IReadOnlyList<string>? Evidence)
{
    public sealed class Validator : AbstractValidator<RequestOverride>
    {
        public Validator()
        {
            RuleFor(command => command.Kind).NotNull();
            RuleFor(command => command.Tier).NotEmpty().MaximumLength(100);
            RuleFor(command => command.From).NotNull();
            RuleFor(command => command.Until).NotNull().LessThan(DateOnly.MaxValue);
            RuleFor(command => command.Until).Must((command, until) => until >= command.From)
                .When(command => command is { From: not null, Until: not null })
                .WithErrorCode("range-order").WithMessage("until must not be before from.");
            RuleFor(command => command.Reason).NotEmpty().MaximumLength(100);
            RuleFor(command => command.Text).NotEmpty().MaximumLength(2000);
            RuleFor(command => command.Evidence).Must(evidence => evidence is not { Count: > 20 })
                .WithErrorCode("too-many").WithMessage("At most 20 ids are allowed.");
            RuleForEach(command => command.Evidence).Matches("^[A-Za-z0-9][A-Za-z0-9._:/#-]{0,99}$").WithErrorCode("evidence-id")
                .WithMessage("An id must have 1 to 100 letters, digits and . _ : / # -, and no space.");
        }
    }

    public static Result<Change<OverrideAnswer>> Handle(RequestOverride command, OverrideAddress address, TierState state, OverrideContext context)
    {
        if (state.Held is not { } held) return Problem.Broken("no-tier", "The customer has no tier on this ladder that could be overridden.");
        if (context.Bounds is not { } bounds)
            return Problem.Broken("overrides-not-permitted", "Neither the policy nor the installation permits overrides.");
        var (from, until) = (command.From!.Value, command.Until!.Value);
        if (Wrong(command, from, until, bounds, context) is { Count: > 0 } wrong) return Problem.Invalid(wrong);
        var rank = context.Policy.RankOf(command.Tier!)!.Value;
        if (OverrideSettings.AboveLimit(command.Kind!.Value, rank, context.Settings.AgentRank, "Agents may request") is { } above) return above;
        if (state.Overrides.FirstOrDefault(one => one.IsOpen(context.Today) && from <= one.Until && (one.FirstDay ?? one.From) <= until) is { } other)
            return Problem.Broken("override-overlaps",
                $"Override {other.Id:D} is open from {other.FirstDay ?? other.From:yyyy-MM-dd} until {other.Until:yyyy-MM-dd}; only one can be "
                    + $"open at a time.");
        var needed = context.Settings.Approvals(bounds, command.Kind.Value, rank, context.Policy.RankOf(state.Computed!) ?? 0);
        return new Change<OverrideAnswer>(
            [
                new OverrideRequested(
                    address.Customer, address.Ladder, address.Id, command.Kind.Value, command.Tier!, from, until, command.Reason!,
                    Personal.Of(command.Text)!,
                    command.Evidence ?? [], state.Computed!, held.Tier, needed),
            ],
            new(address.Id, OverrideStatus.Requested, 0, needed, 1));
    }

    internal static void Map(RouteGroupBuilder overrides) => overrides
        .MapPost("/", async Task<Results<Made<OverrideAnswer>, ProblemHttpResult>> (
            Guid customer, string ladder, RequestOverride command, Caller caller, CommandKey key, OverrideSteps steps, RandomNumberGenerator random,
            CancellationToken cancel) =>
        {
            var address = new OverrideAddress(customer, ladder, random.NewId());
            var result = await steps.TakeAsync(caller, address, key, (state, context) => Handle(command, address, state, context), cancel);
            return result.TryGet(out var done, out var problem)
                ? new Made<OverrideAnswer>($"/api/v1/customers/{customer:D}/tiers/{Uri.EscapeDataString(ladder)}/overrides/{done.Answer.Id:D}",
                    done.Answer, done.Position, done.Answer.Version)
                : problem.ToResult();
        })
        .WithSummary("Request an override of a customer's effective tier").RequireRoles(Roles.Agent);

    private static List<FieldError> Wrong(RequestOverride command, DateOnly from, DateOnly until, OverrideBounds bounds, OverrideContext context)
    {
        var wrong = new List<FieldError>();
        if (context.Policy.RankOf(command.Tier!) is null) wrong.Add(new("$.tier", "unknown-tier", "The policy in force has no tier with this code."));
        if (!bounds.Reasons.Contains(command.Reason!))
            wrong.Add(new("$.reason", "unknown-reason", $"The reason must be one of {string.Join(", ", bounds.Reasons)}."));
        if (from < context.Today) wrong.Add(new("$.from", "in-the-past", $"from must be today, {context.Today:yyyy-MM-dd}, or later."));
        if (until > bounds.LatestLastDay(from))
            wrong.Add(new(
                "$.until", "too-long",
                $"From {from:yyyy-MM-dd} it may last at most {bounds.Longest.AsWritten}: until {bounds.LatestLastDay(from):yyyy-MM-dd}."));
        return wrong;
    }
}
