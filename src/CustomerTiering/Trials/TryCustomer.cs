using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Facts;
using FluentValidation;

namespace CustomerTiering.Trials;

/// <summary>Tries one customer up to a day, past or future, with hypothetical facts. Nothing is stored.</summary>
/// <param name="Ladder">
/// The ladder. Without a version or document, the versions in force decide, from the currently held tier on. With one, that text decides, as in a
/// trial on history.
/// </param>
/// <param name="Version">A version of the ladder's policy, in any status.</param>
/// <param name="Document">A complete tier policy that is not stored as a version.</param>
/// <param name="From">With a version or document, the day on which it comes into force; default: the ladder's first day.</param>
/// <param name="AsOf">The last day, inclusive; at most five years from today.</param>
/// <param name="Facts">Hypothetical facts in the usual formats; customer and id are optional.</param>
/// <param name="Source">The source of the facts' ids; default: <c>api</c>.</param>
/// <param name="CarryHeld">With a version or document: whether the tier held on the day before <paramref name="From"/> is carried into it.</param>
public sealed record TryCustomer(
    Guid? Customer, string? Ladder, int? Version, JsonObject? Document, DateOnly? From, DateOnly? AsOf, IReadOnlyList<JsonObject>? Facts,
    string? Source,
    bool? CarryHeld = null)
{
    private const int MostFacts = 1_000;

    public sealed class Validator : AbstractValidator<TryCustomer>
    {
        public Validator()
        {
            RuleFor(command => command.Customer).NotNull();
            RuleFor(command => command.AsOf).NotNull();
            RuleFor(command => command.Ladder).Must((command, ladder) => ladder is null != command.Document is null)
                .WithErrorCode("ladder-or-document").WithMessage("Give either a ladder, or a document.");
            RuleFor(command => command.Ladder).Length(1, 100).When(command => command.Ladder is not null);
            RuleFor(command => command.Version).GreaterThan(0);
            RuleFor(command => command.Version).Null().When(command => command.Document is not null)
                .WithErrorCode("ladder-or-document").WithMessage("version requires ladder.");
            RuleFor(command => command.From).GreaterThanOrEqualTo(new DateOnly(1970, 1, 1));
            RuleFor(command => command.From).Null().When(command => !command.IsOfDraft)
                .WithErrorCode("from-of-a-draft").WithMessage(
                    "from requires a version or a document: with a ladder only, the trial continues from the held tier.");
            RuleFor(command => command.CarryHeld).Null().When(command => !command.IsOfDraft)
                .WithErrorCode("from-of-a-draft").WithMessage(
                    "carryHeld requires a version or a document: with a ladder only, the trial continues from the held tier.");
            RuleFor(command => command.Facts).Must(facts => facts is null || facts.Count <= MostFacts)
                .WithErrorCode("too-many-facts").WithMessage($"At most {MostFacts} hypothetical facts are allowed.");
            RuleForEach(command => command.Facts).NotNull();
        }
    }

    /// <summary>Whether a version or document is tried instead of the versions in force.</summary>
    internal bool IsOfDraft => Document is not null || Version is not null;

    internal static void Map(RouteGroupBuilder trials) => trials
        .MapPost("/customer", async Task<Results<Read<TriedTimeline>, ProblemHttpResult>> (
            TryCustomer command, Caller caller, CustomerTrial trial, CancellationToken cancel) =>
            (await trial.RunAsync(caller, command, cancel)).TryGet(out var timeline, out var problem)
                ? new Read<TriedTimeline>(timeline, timeline.Position) : problem.ToResult())
        .WithSummary("Try a policy on one customer up to a day, with hypothetical facts")
            .RequireRoles(Roles.Agent, Roles.PolicyAuthor, Roles.Approver, Roles.Operator, Roles.Reviewer);

    /// <summary>The hypothetical facts, or all errors in them by their path in the request.</summary>
    internal Result<IReadOnlyList<SourceFact>> ReadFacts(Rules.Values.ZoneRules zone)
    {
        var (facts, errors) = (new List<SourceFact>(), new List<FieldError>());
        foreach (var (stated, i) in (Facts ?? []).Select((fact, i) => ((JsonObject)fact.DeepClone(), i)))
        {
            stated.TryAdd("customer", Customer!.Value.ToString("D"));
            stated.TryAdd("id", $"supposed {i + 1}");
            var reading = FactReader.Read(Encoding.UTF8.GetBytes(stated.ToJsonString()), zone);
            if (reading.Fact is { } fact) facts.Add(fact);
            errors.AddRange(reading.Errors.Select(error => new FieldError($"$.facts[{i}]{error.Path[1..]}", error.Code, error.Message)));
        }
        return errors.Count > 0 ? Problem.Invalid(errors) : facts;
    }
}
