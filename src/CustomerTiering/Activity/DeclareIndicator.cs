using FluentValidation;

namespace CustomerTiering.Activity;

/// <summary>
/// Declares an indicator. The last declaration applies. Undeclared indicators are accepted too, displayed by their code, and listed as a gap.
/// </summary>
/// <param name="Names">Display names: <c>en</c> and <c>zh</c>.</param>
/// <param name="Unit">Free text.</param>
/// <param name="Internal">If true, neither value nor threshold is ever shown to a customer.</param>
public sealed record DeclareIndicator(string? Name, IReadOnlyDictionary<string, string>? Names, string? Unit, bool? Internal)
{
    private const int LongestName = 1_000, LongestWord = 100;

    public sealed class Validator : AbstractValidator<DeclareIndicator>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty()
                .MaximumLength(LongestName).Must(IsOneLine).WithErrorCode("invalid-name").WithMessage("A name must not have control characters.");
            RuleFor(command => command.Names).NotNull().Must(names => names is null || (names.ContainsKey("en") && names.ContainsKey("zh")))
                .WithErrorCode("missing-member").WithMessage("An indicator must have a name in en and one in zh.");
            RuleForEach(command => command.Names).Must(one => one.Key is "en" or "zh")
                .WithErrorCode("invalid-language").WithMessage("The language of a name must be en or zh.")
                .Must(one => !string.IsNullOrWhiteSpace(one.Value)
                    && one.Value.Length <= LongestWord && one.Value.Trim() == one.Value && IsOneLine(one.Value))
                .WithErrorCode(
                    "invalid-name").WithMessage($"A name must have 1 to {LongestWord} characters, no control characters and no space at either end.");
            RuleFor(command => command.Unit).MaximumLength(LongestWord)
                .Must(IsOneLine).WithErrorCode("invalid-text").WithMessage("A unit must not have control characters.");
        }

        private static bool IsOneLine(string? text) => text is null || !text.Any(char.IsControl);
    }

    /// <summary>Repeating the same declaration changes nothing.</summary>
    public static Change<IndicatorDeclared> Handle(IndicatorCatalogue? catalogue, IndicatorDeclared declaration) =>
        catalogue?.Declared.GetValueOrDefault(declaration.Name) is { } standing && IndicatorCatalogue.AreSame(standing, declaration)
            ? new([], standing)
            : new([declaration], declaration);

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/indicators/declarations", async Task<Results<Made<IndicatorDeclared>, ProblemHttpResult>> (
            DeclareIndicator command, Caller caller, CommandKey key, Aggregates aggregates, CancellationToken cancel) =>
        {
            var declaration = new IndicatorDeclared(
                command.Name!, new SortedDictionary<string, string>(command.Names!.ToDictionary(), StringComparer.Ordinal), command.Unit,
                command.Internal ?? false);
            var result = await DeclareAsync(aggregates, caller, declaration, key, cancel);
            return result.TryGet(out var done, out var problem)
                ? new Made<IndicatorDeclared>("/api/v1/indicators/declarations", done.Answer, done.Position)
                : problem.ToResult();
        })
        .WithSummary("Declare an indicator: its names, its unit, and whether customers may see it")
            .RequireRoles(Roles.Agent, Roles.PolicyAuthor, Roles.Operator);

    /// <summary>Concurrent declarations don't fail each other.</summary>
    private static Task<Result<Done<IndicatorDeclared>>> DeclareAsync(
        Aggregates aggregates, Caller caller, IndicatorDeclared declaration, CommandKey key, CancellationToken cancel) =>
        Contention.SettleAsync(() => aggregates.ChangeAsync<IndicatorCatalogue, IndicatorDeclared>(
            new(caller, Indicators.Stream, key), (catalogue, body, _) => (catalogue ?? IndicatorCatalogue.Empty).Apply((IndicatorDeclared)body),
            (catalogue, _) => Handle(catalogue, declaration), cancel));
}
