using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CustomerTiering.Api.OpenApi;

/// <summary>Says of each parameter in path and query what it is: a name means one thing in the whole API, but for those whose form tells two uses apart.</summary>
internal sealed class ParameterWords : IParameterFilter
{
    private const string Month = "A month, such as 2026-03, included.";

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["after"] = "The position of the log after which to begin, exclusive; 0 if not given.",
        ["asOf"] = "The day that is meant, such as 2026-03-31; the present one if not given.",
        ["attribute"] = "An attribute that is not personal and its value, such as creditGrade:A.",
        ["audience"] = "company or customer, who is not shown what belongs to the company: weights, and other customers. company if not given.",
        ["by"] = "Only those who agree in this: name, or attributes. and the name of a personal attribute, such as attributes.email; in anything if not given.",
        ["code"] = "The code of the service plan.",
        ["currency"] = "Only amounts in this currency, ISO 4217; all if not given.",
        ["cursor"] = "Where the page begins: next of the page before, with the same other parameters; the first page if not given.",
        ["customer"] = "The customer's id.",
        ["direction"] = "rises or falls: only those foreseen so; all if not given.",
        ["externalId"] = "Exactly this id of the customer in the company's own systems.",
        ["from"] = "The first day, included; the beginning if not given.",
        ["group"] = "The group of companies.",
        ["id"] = "The id, as it was answered.",
        ["knownAt"] = "As it was known then: a position of the log, or an instant in RFC 3339 with its offset; everything if not given.",
        ["ladder"] = "The ladder: the name of its policy.",
        ["language"] = "The language of the words, en or zh; en if not given.",
        ["limit"] = "How many a page has at most, from 1 to 500; 50 if not given.",
        ["most"] = "A value that more customers than this have in common tells nobody apart: from 2 to 100; 10 if not given.",
        ["name"] = "The name of the standard: of a policy its ladder.",
        ["namePrefix"] = "The beginning of the customer's name, whatever the case.",
        ["pack"] = "The name of the pack.",
        ["route"] = "Which kind of standard: policies, lifecycles, service-plans or segments.",
        ["run"] = "The run's id, as it was answered.",
        ["segment"] = "Only customers in this segment.",
        ["source"] = "The system from which the facts come, in which their ids are unique: 1 to 100 characters; api if not given.",
        ["state"] = "Only those in this state; open is what waits for somebody. All if not given.",
        ["timeZone"] = "The IANA name of the zone whose days are meant, such as Europe/Zurich; UTC if not given.",
        ["to"] = "The last day, included; the end if not given.",
        ["type"] = "person or company.",
        ["version"] = "The number of the version, from 1.",
    };

    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is not OpenApiParameter { Description: null } plain || plain.In == ParameterLocation.Header) return;
        // What is bound in any case is shown as it is written elsewhere.
        plain.Name = JsonNamingPolicy.CamelCase.ConvertName(plain.Name!);
        plain.Description = (plain.Name, plain.In, context.ApiParameterDescription.Type) switch
        {
            ("to", _, var type) when type == typeof(int?) || type == typeof(int) => "The version that it is compared with; that in force if not given.",
            ("from" or "to", _, var type) when type == typeof(string) => Month,
            ("name", ParameterLocation.Query, _) => "Somewhere in the customer's name, whatever the case.",
            _ => Words.GetValueOrDefault(plain.Name),
        };
    }
}
