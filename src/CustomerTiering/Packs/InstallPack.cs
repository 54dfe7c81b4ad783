using CustomerTiering.Policies;
using FluentValidation;

namespace CustomerTiering.Packs;

/// <summary>Drafts all standards of a pack and declares the attributes that they need: all or nothing. The caller becomes their author.</summary>
/// <param name="Currency">ISO 4217; default: the pack's. Amounts are not converted.</param>
/// <param name="TimeZone">IANA name; default: the pack's.</param>
/// <param name="Lifecycle">Whether to draft the pack's lifecycle too. A company has only one, so it becomes the next version of that.</param>
public sealed record InstallPack(string? Currency, string? TimeZone, bool? Lifecycle)
{
    public sealed class Validator : AbstractValidator<InstallPack>
    {
        public Validator()
        {
            RuleFor(command => command.Currency).MaximumLength(100);
            RuleFor(command => command.TimeZone).MaximumLength(100);
        }
    }

    internal static void Map(RouteGroupBuilder packs) => packs
        .MapPost("/{pack}/installation", async Task<Results<Made<PackAnswer>, ProblemHttpResult>> (
            string pack, InstallPack command, Caller caller, CommandKey key, StandardDrafts drafts, CancellationToken cancel) =>
        {
            if (PackLibrary.Find(pack) is not { } found) return Problem.NotFound("pack").ToResult();
            var texts = PackDrafts.Of(found, command.Currency, command.TimeZone, command.Lifecycle == true);
            var result = await drafts.DraftAsync(caller, key, texts, found.Attributes, cancel);
            return result.TryGet(out var done, out var problem)
                ? new Made<PackAnswer>($"/api/v1/packs/{pack}", new(pack, done.Answer), done.Position)
                : AsAsked(problem).ToResult();
        })
        .WithSummary("Draft all standards of a pack").RequireRoles(Roles.PolicyAuthor);

    /// <summary>Reports errors on the request's own fields, each once.</summary>
    private static Problem AsAsked(Problem problem) => problem.Errors is not { } errors ? problem
        : Problem.Invalid(
            [.. errors.Select(error => error.Field == "$.cost.currency" ? error with { Field = "$.currency" } : error)
                .DistinctBy(error => (error.Field, error.Code))]);
}

/// <summary>The result of an installation.</summary>
/// <param name="Standards">The pack's standards in order. A standard whose latest version already has this text is left unchanged.</param>
public sealed record PackAnswer(string Pack, IReadOnlyList<DraftedStandard> Standards);
