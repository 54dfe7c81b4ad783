using System.Text.Json;
using System.Text.Json.Serialization;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Http.Json;

/// <summary>Instants as RFC 3339: read with any offset, which is required; written in UTC with six fractional digits.</summary>
public sealed class InstantConverter : JsonConverter<Instant>
{
    public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.Of(Rfc3339.Read(ref reader));

    public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

/// <summary>The same format for <see cref="DateTimeOffset"/>.</summary>
public sealed class DateTimeOffsetConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Rfc3339.Read(ref reader);

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Instant.Of(value).ToString());
}
