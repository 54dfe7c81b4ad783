using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace CustomerTiering.Http.Json;

/// <summary>
/// How JSON is read and written, everywhere: camelCase, amounts as strings, times in UTC; unknown and repeated members are refused instead of ignored, since
/// a client that sends <c>tier</c> or <c>approvedBy</c> believes that it does something.
/// </summary>
public static class JsonSettings
{
    /// <summary>The deepest nesting that is read.</summary>
    public const int MaxDepth = 32;

    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Sets the options of HTTP to the same.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.DictionaryKeyPolicy = null;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.RespectNullableAnnotations = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        options.MaxDepth = MaxDepth;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping; // answers are JSON by type and told to be nothing else (nosniff)
        options.TypeInfoResolver ??= new DefaultJsonTypeInfoResolver();
        options.Converters.Add(new DecimalConverter());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new DateTimeOffsetConverter());
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions();
        Apply(options);
        options.MakeReadOnly();
        return options;
    }
}
