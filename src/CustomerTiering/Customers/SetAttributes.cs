using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Facts;
using FluentValidation;

namespace CustomerTiering.Customers;

/// <summary>Sets some of a customer's attributes. The others are unchanged.</summary>
/// <param name="Attributes">Texts, numbers and booleans by name; null removes an attribute.</param>
public sealed record SetAttributes(IReadOnlyDictionary<string, JsonElement>? Attributes)
{
    public sealed class Validator : AbstractValidator<SetAttributes>
    {
        public Validator() => RuleFor(command => command.Attributes).NotEmpty();
    }

    /// <param name="set">The parsed attributes to set.</param>
    /// <param name="removed">The names of the attributes to remove.</param>
    public static Result<Change<CustomerChanged>> Handle(KnownCustomer customer, SourceFact set, IReadOnlyCollection<string> removed)
    {
        if (customer.Catalogue.Judge(set.Fact) is { Count: > 0 } errors) return Problem.Invalid(errors);
        var open = new SortedDictionary<string, string>(customer.State.Profile.Attributes.ToDictionary(), StringComparer.Ordinal);
        var personal = new SortedDictionary<string, string>(customer.Personal.ToDictionary(), StringComparer.Ordinal);
        foreach (var name in removed)
        {
            open.Remove(name);
            personal.Remove(name);
        }
        foreach (var (name, text) in ((CustomerDescription)set.Fact!).Attributes)
            (customer.Catalogue.Personal.Contains(name) ? personal : open)[name] = text;
        var sealedOnes = personal.Count == 0
            ? null : Personal.Of(new JsonObject(personal.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)JsonValue.Create(one.Value)))));
        return new Change<CustomerChanged>(
            [new CustomerAttributesSet(customer.State.Profile with { Attributes = open }, sealedOnes)], new(customer.Id));
    }

    internal static void Map(RouteGroupBuilder group) => group
        .MapPatch("/{customer:guid}/attributes", async (
            Guid customer, SetAttributes command, Caller caller, ExpectedVersion expected, CustomerChanges changes, TimeProvider time,
            CancellationToken cancel) =>
        {
            var given = command.Attributes!.Where(one => one.Value.ValueKind != JsonValueKind.Null);
            string[] removed = [.. command.Attributes!.Where(one => one.Value.ValueKind == JsonValueKind.Null).Select(one => one.Key)];
            return await changes.ChangeAsync(caller, customer, expected, known =>
                CustomerInput.Read(null, time.GetUtcNow(), attributes: given).TryGet(out var set, out var wrong)
                    ? Handle(known, set, removed) : wrong, cancel);
        })
        .WithSummary("Set some of a customer's attributes").RequireRoles(Roles.Agent);
}
