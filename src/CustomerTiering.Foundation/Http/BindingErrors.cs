using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http;

/// <summary>Reports all path and query parameters that the framework could not bind, with name, value and rule.</summary>
internal static class BindingErrors
{
    internal static Problem Of(HttpContext context)
    {
        var errors = (context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
            .Where(parameter => parameter.HasTryParse || parameter.ParameterInfo.ParameterType == typeof(string))
            .Select(parameter => Error(context, parameter)).OfType<FieldError>().ToArray();
        if (errors.Length > 0) return Problem.Invalid(errors);
        return HasEmptyBody(context)
            ? new(StatusCodes.Status400BadRequest, "body-missing", "The body is missing.", [new("$", "body-missing", "The body is missing.")])
            : new(StatusCodes.Status400BadRequest, "malformed-request", "The request cannot be read.");
    }

    private static FieldError? Error(HttpContext context, IParameterBindingMetadata parameter)
    {
        var inPath = context.Request.RouteValues.TryGetValue(parameter.Name, out var routed);
        var value = inPath ? routed as string : context.Request.Query.TryGetValue(parameter.Name, out var asked) ? asked.ToString() : null;
        if (value is null or "") return parameter.IsOptional ? null : new(parameter.Name, "missing", $"{parameter.Name} is missing.");
        var type = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
        if (type == typeof(string) || Parses(type, value)) return null;
        return new(parameter.Name, "wrong-type",
            $"{parameter.Name} {ValueRule.Of(type)}. It is '{(value.Length > 64 ? value[..64] + "…" : value)}'.");
    }

    private static bool Parses(Type type, string value)
    {
        if (type.IsEnum) return Enum.TryParse(type, value, ignoreCase: true, out _);
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Static;
        var parse = type.GetMethod("TryParse", Flags, [typeof(string), typeof(IFormatProvider), type.MakeByRefType()]);
        object?[] arguments = parse is null ? [value, null] : [value, System.Globalization.CultureInfo.InvariantCulture, null];
        parse ??= type.GetMethod("TryParse", Flags, [typeof(string), type.MakeByRefType()]);
        return parse is null || parse.Invoke(null, arguments) is true;
    }

    private static bool HasEmptyBody(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType is not null && context.Request.ContentLength is null or 0;
}
