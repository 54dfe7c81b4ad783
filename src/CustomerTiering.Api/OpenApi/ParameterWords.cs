using System.Text.Json;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace CustomerTiering.Api.OpenApi;

/// <summary>Describes path and query parameters. A name has one meaning throughout the API, except where the type distinguishes two.</summary>
internal sealed class ParameterWords : IParameterFilter
{
    private const string Month = "A month, such as 2026-03 (inclusive).";

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["after"] = "The log position after which to start (exclusive). Default: 0.",
        ["asOf"] = "The day, such as 2026-03-31. Default: today.",
        ["attribute"] = "A non-personal attribute and its value, such as creditGrade:A.",
        ["audience"] = "company or customer. For customer, internal data such as weights and other customers is left out. Default: company.",
        ["by"] = "Only customers who share this value: name, or a personal attribute such as attributes.email. Default: any.",
        ["code"] = "The code of the service plan.",
        ["currency"] = "Only amounts in this currency (ISO 4217). Default: all.",
        ["cursor"] = "The start of the page: the value of next in the previous page, with the same other parameters. Default: the first page.",
        ["customer"] = "The customer's id.",
        ["direction"] = "Only this outlook: rises or falls. Default: both.",
        ["externalId"] = "The customer's id in the company's own systems (exact match).",
        ["from"] = "The first day (inclusive). Default: the beginning.",
        ["group"] = "The group of companies.",
        ["id"] = "The id from an earlier answer.",
        ["knownAt"] = "Use only what was known then: a log position, or an instant in RFC 3339 with an offset. Default: everything.",
        ["ladder"] = "The ladder: the name of its policy.",
        ["language"] = "The language of texts: en or zh. Default: en.",
        ["limit"] = "The maximum number of items per page, 1 to 500. Default: 50.",
        ["most"] = "Ignore a value that more customers than this share, 2 to 100. Default: 10.",
        ["name"] = "The name of the standard. For a policy: its ladder.",
        ["namePrefix"] = "The beginning of the customer's name, ignoring case.",
        ["pack"] = "The name of the pack.",
        ["route"] = "The kind of standard: policies, lifecycles, service-plans or segments.",
        ["run"] = "The id of the run from an earlier answer.",
        ["segment"] = "Only customers in this segment.",
        ["source"] = "The source system, within which the ids of facts are unique: 1 to 100 characters. Default: api.",
        ["state"] = "Only items in this state; open means waiting for a person. Default: all.",
        ["timeZone"] = "The IANA name of the time zone of the days, such as Europe/Zurich. Default: UTC.",
        ["to"] = "The last day (inclusive). Default: the end.",
        ["type"] = "person or company.",
        ["version"] = "The version number, from 1.",
    };

    public void Apply(IOpenApiParameter parameter, ParameterFilterContext context)
    {
        if (parameter is not OpenApiParameter { Description: null } plain || plain.In == ParameterLocation.Header) return;
        // Binding ignores case; names are shown in camelCase as elsewhere.
        plain.Name = JsonNamingPolicy.CamelCase.ConvertName(plain.Name!);
        plain.Description = (plain.Name, plain.In, context.ApiParameterDescription.Type) switch
        {
            ("to", _, var type) when type == typeof(int?) || type == typeof(int) => "The version to compare with. Default: the one in force.",
            ("from" or "to", _, var type) when type == typeof(string) => Month,
            ("name", ParameterLocation.Query, _) => "A part of the customer's name, ignoring case.",
            _ => Words.GetValueOrDefault(plain.Name),
        };
    }
}
