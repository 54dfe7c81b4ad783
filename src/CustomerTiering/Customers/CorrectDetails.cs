using CustomerTiering.Rules.Facts;
using FluentValidation;

namespace CustomerTiering.Customers;

/// <summary>Corrects a customer's name or type. Omitted members are unchanged.</summary>
/// <param name="Name">Stored as personal data.</param>
/// <param name="Type"><c>person</c> or <c>company</c>.</param>
public sealed record CorrectDetails(string? Name, string? Type)
{
    public sealed class Validator : AbstractValidator<CorrectDetails>
    {
        public Validator() => RuleFor(command => command).Must(command => command.Name is not null || command.Type is not null)
            .WithErrorCode("nothing-to-correct").WithMessage("Give a name or a type.").OverridePropertyName("");
    }

    /// <param name="said">The parsed command.</param>
    public static Result<Change<CustomerChanged>> Handle(KnownCustomer customer, SourceFact said)
    {
        var type = ((CustomerDescription)said.Fact!).Type switch
        {
            CustomerType.Person => "person",
            CustomerType.Company => "company",
            _ => customer.State.Profile.Type
        };
        return new Change<CustomerChanged>(
            [new CustomerDetailsCorrected(customer.State.Profile with { Type = type }, Personal.Of(said.Personal.Name))], new(customer.Id));
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPut("/{customer:guid}/details", async (
            Guid customer, CorrectDetails command, Caller caller, ExpectedVersion expected, CustomerChanges changes, TimeProvider time,
            CancellationToken cancel) =>
            await changes.ChangeAsync(caller, customer, expected, known =>
                CustomerInput.Read(null, time.GetUtcNow(), command.Name, command.Type).TryGet(out var said, out var wrong)
                    ? Handle(known, said) : wrong, cancel))
        .WithSummary("Correct a customer's name or type").RequireRoles(Roles.Agent);
}
