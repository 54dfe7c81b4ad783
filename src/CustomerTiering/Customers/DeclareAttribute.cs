using FluentValidation;

namespace CustomerTiering.Customers;

/// <summary>Declares a customer attribute, which makes it usable. Type and class are permanent; display names can be declared again.</summary>
/// <param name="Type"><c>text</c>, <c>number</c> or <c>boolean</c>.</param>
/// <param name="Class"><c>personal</c> if it identifies a person, which seals it and keeps it out of criteria; otherwise <c>plain</c>.</param>
/// <param name="Names">Display names: <c>en</c>, <c>zh</c> or both. If omitted, the present names remain.</param>
public sealed record DeclareAttribute(string? Name, string? Type, string? Class, IReadOnlyDictionary<string, string>? Names = null)
{
    private const int LongestName = 100;

    public static IReadOnlyList<string> Types { get; } = ["text", "number", "boolean"];

    public static IReadOnlyList<string> Classes { get; } = ["plain", "personal"];

    public sealed class Validator : AbstractValidator<DeclareAttribute>
    {
        public Validator()
        {
            RuleFor(command => command.Name).NotEmpty().MaximumLength(100)
                .Must(name => name is null || (!name.Any(char.IsControl) && name.Trim() == name))
                    .WithErrorCode("invalid-name").WithMessage("A name must not have control characters or a space at either end.");
            RuleFor(command => command.Type).NotEmpty().Must(type => type is null || Types.Contains(type))
                .WithErrorCode("unknown-word").WithMessage($"The type must be one of {string.Join(", ", Types)}.");
            RuleFor(command => command.Class).NotEmpty().Must(one => one is null || Classes.Contains(one))
                .WithErrorCode("unknown-word").WithMessage($"The class must be one of {string.Join(", ", Classes)}.");
            RuleForEach(command => command.Names).Must(one => one.Key is "en" or "zh")
                .WithErrorCode("invalid-language").WithMessage("The language of a name must be en or zh.")
                .Must(one => !string.IsNullOrWhiteSpace(one.Value)
                    && one.Value.Length <= LongestName && one.Value.Trim() == one.Value && !one.Value.Any(char.IsControl))
                .WithErrorCode(
                    "invalid-name").WithMessage($"A name must have 1 to {LongestName} characters, no control characters and no space at either end.");
        }
    }

    /// <summary>
    /// Repeating the same declaration changes nothing. A different type or class under the same name is refused, because it would change the meaning
    /// of criteria.
    /// </summary>
    public static Result<Change<AttributeDeclared>> Handle(AttributeCatalogue? catalogue, AttributeDeclared declaration)
    {
        if (catalogue?.Declared.GetValueOrDefault(declaration.Name) is not { } standing)
            return new Change<AttributeDeclared>([declaration], declaration);
        if (standing.MeansTheSame(declaration))
            return standing.IsCalledTheSame(declaration)
                ? new Change<AttributeDeclared>([], standing) : new Change<AttributeDeclared>([declaration], declaration);
        return Problem.Conflict(
            "attribute-declared-otherwise", $"'{standing.Name}' is already declared as {standing.Class} {standing.Type}; this cannot change.");
    }

    /// <summary>Appends the declaration. Concurrent declarations don't fail each other.</summary>
    public static Task<Result<Done<AttributeDeclared>>> DeclareAsync(
        Aggregates aggregates, Caller caller, AttributeDeclared declaration, CommandKey? key, CancellationToken cancel) =>
        Contention.SettleAsync(() => aggregates.ChangeAsync<AttributeCatalogue, AttributeDeclared>(
            new(caller, Attributes.Stream, key), Apply, (catalogue, _) => Handle(catalogue, declaration), cancel));

    internal static void Map(RouteGroupBuilder group) => group
        .MapPost("/attributes", async Task<Results<Made<AttributeDeclared>, ProblemHttpResult>> (
            DeclareAttribute command, Caller caller, CommandKey key, Aggregates aggregates, CancellationToken cancel) =>
        {
            var result = await DeclareAsync(aggregates, caller, new(command.Name!, command.Type!, command.Class!, command.Names), key, cancel);
            return result.TryGet(out var done, out var problem)
                ? new Made<AttributeDeclared>("/api/v1/attributes", done.Answer, done.Position) : problem.ToResult();
        })
        .WithTags("customers").WithSummary("Declare a customer attribute").RequireRoles(Roles.Agent, Roles.PolicyAuthor, Roles.Operator);

    private static AttributeCatalogue Apply(AttributeCatalogue? catalogue, object body, RecordedEvent recorded) =>
        (catalogue ?? AttributeCatalogue.Empty).Apply((AttributeDeclared)body);
}
