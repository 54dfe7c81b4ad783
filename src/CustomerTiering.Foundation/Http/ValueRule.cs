using System.Text.Json;
using CustomerTiering.Http.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Http;

/// <summary>The rule for values of a type, for error messages.</summary>
internal static class ValueRule
{
    internal static string Of(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type.IsEnum) return "must be one of " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName));
        if (type == typeof(Instant) || type == typeof(DateTimeOffset)) return Rfc3339.Rule;
        if (type == typeof(DateOnly)) return "must be a date such as 2026-11-20";
        if (type == typeof(Guid)) return "must be a UUID such as 0190b2f0-7c1e-7b5a-9d8e-2f6a4c3b1d0e";
        if (type == typeof(bool)) return "must be true or false";
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 => "must be a whole number from -2147483648 to 2147483647",
            TypeCode.Int64 => "must be a whole number from -9223372036854775808 to 9223372036854775807",
            TypeCode.Int16 or TypeCode.Byte or TypeCode.UInt16 or TypeCode.UInt32 or TypeCode.UInt64 or TypeCode.SByte =>
                "must be a whole number in range",
            TypeCode.Decimal => "must be a decimal number of at most 28 digits, such as \"12.50\"",
            TypeCode.String => "must be a text",
            _ => "does not have the required form",
        };
    }
}
