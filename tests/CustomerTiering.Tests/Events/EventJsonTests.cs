using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Tests.Events;

public sealed class EventJsonTests
{
    [Fact]
    public void Read_without_what_is_personal_an_event_says_all_the_rest()
    {
        var personal = 0;
        foreach (var type in EventTypes.All)
        {
            var body = EventShapes.Example(type);
            var whole = Read(body, type, EventJson.Options);
            // Whatever stands in a personal member is passed over, in whatever form.
            foreach (var member in type.Body.GetProperties().Where(member => member.PropertyType == typeof(Personal)))
                body[JsonNamingPolicy.CamelCase.ConvertName(member.Name)] = new JsonArray(1, new JsonObject { ["a"] = "}" });
            var impersonal = Read(body, type, EventJson.Impersonal);
            foreach (var member in type.Body.GetProperties())
            {
                if (member.PropertyType != typeof(Personal))
                {
                    Assert.Equal(Text(member.GetValue(whole), member.PropertyType), Text(member.GetValue(impersonal), member.PropertyType));
                    continue;
                }
                personal++;
                Assert.NotNull(((Personal)member.GetValue(whole)!).Sealed);
                var unread = (Personal)member.GetValue(impersonal)!;
                Assert.Equal((null, null), (unread.Plain, unread.Sealed));
            }
        }
        Assert.True(personal >= 10, $"{personal} personal members");
    }

    [Theory]
    [InlineData("-792281625142643375935439503.5")]
    [InlineData("0.0000000000000000000000000001")]
    public void A_decimal_of_all_digits_is_read(string text) =>
        Assert.Equal(decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture), Decimal(text));

    [Fact]
    public void A_text_of_64_characters_is_read_as_the_number_that_it_is_and_a_longer_one_is_refused()
    {
        Assert.Equal(1m, Decimal("1." + new string('0', 62)));
        Assert.Throws<JsonException>(() => Decimal("1." + new string('0', 63)));
        Assert.Throws<JsonException>(() => Decimal(new('1', 100_000)));
    }

    [Fact]
    public void A_member_that_is_not_there_has_the_default_of_its_place_in_the_record_and_null_is_refused_where_there_must_be_a_value()
    {
        Assert.Equal(new("A", null, 7, true), Read("{\"name\":\"A\"}"));
        Assert.Equal(new("A", "b", 8, false), Read("{\"certain\":false,\"count\":8,\"name\":\"A\",\"note\":\"b\",\"unknown\":{}}"));
        Assert.Throws<JsonException>(() => Read("{\"name\":null}"));
    }

    [Fact]
    public void What_its_constructor_checks_is_still_made_by_its_constructor() =>
        Assert.Equal(3, JsonSerializer.Deserialize<Checked>("{\"count\":3}", EventJson.Options)!.Count);

    [Fact]
    public void What_a_record_holds_besides_is_its_own()
    {
        var (one, other) = (JsonSerializer.Deserialize<Noting>("{\"name\":\"A\"}", EventJson.Options)!,
            JsonSerializer.Deserialize<Noting>("{\"name\":\"B\"}", EventJson.Options)!);

        one.Notes.Add("of A");

        Assert.Equal(("A", "B", 1, 0), (one.Name, other.Name, one.Notes.Count, other.Notes.Count));
    }

    [Fact]
    public void Every_body_is_written_as_its_canonical_text()
    {
        foreach (var type in EventTypes.All)
        {
            var example = EventShapes.Example(type);
            foreach (var personal in type.Personal) example.Remove(personal);
            var body = JsonSerializer.SerializeToUtf8Bytes(Read(example, type, EventJson.Options), type.Body, EventJson.Options);
            Assert.True(CanonicalJson.IsCanonical(body), Encoding.UTF8.GetString(body));
        }
        Assert.Equal("""{"certain":true,"count":7,"name":"吴 & <é>"}""", JsonSerializer.Serialize(new Positional("吴 & <é>", null), EventJson.Options));
    }

    private static Positional? Read(string json) => JsonSerializer.Deserialize<Positional>(json, EventJson.Options);

    private static decimal Decimal(string text) => JsonSerializer.Deserialize<decimal>($"\"{text}\"", EventJson.Options);

    private static object Read(JsonObject body, EventType type, JsonSerializerOptions options) => body.Deserialize(type.Body, options)!;

    private static string Text(object? value, Type type) => JsonSerializer.Serialize(value, type, EventJson.Options);

    private sealed record Positional(string Name, string? Note, int Count = 7, bool Certain = true);

    private sealed record Noting(string Name)
    {
        public List<string> Notes { get; } = [];
    }

    private sealed record Checked
    {
        public Checked(int count) => Count = count > 0 ? count : throw new ArgumentOutOfRangeException(nameof(count));

        public int Count { get; }
    }
}
