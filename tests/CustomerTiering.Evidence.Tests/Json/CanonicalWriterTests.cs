using System.Buffers;
using System.Text;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Tests.Json;

public class CanonicalWriterTests
{
    private delegate void Writing(ref CanonicalWriter writer);

    [Fact]
    public void A_body_is_written_as_it_is_given()
    {
        var text = Written((ref w) =>
        {
            w.BeginObject();
            w.String("amount", "12.50");
            w.Name("items");
            w.BeginArray();
            w.BeginObject();
            w.EndObject();
            w.Integer(-1);
            w.Null();
            w.BeginArray();
            w.EndArray();
            w.Canonical("{\"a\":1}"u8);
            w.EndArray();
            w.Boolean("late", false);
            w.Integer("n", CanonicalWriter.MaxInteger);
            w.String("note", "a\"b\\c\n</é😂\u007f");
            w.EndObject();
        });

        Assert.Equal(
            """{"amount":"12.50","items":[{},-1,null,[],{"a":1}],"late":false,"n":9007199254740991,"note":"a\"b\\c\n</é😂""" + "\u007f\"}", text);
        Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(text)));
    }

    [Fact]
    public void Every_control_is_escaped_as_the_canonical_form_asks()
    {
        var controls = string.Concat(Enumerable.Range(0, 0x20).Select(c => (char)c));

        Assert.Equal(
            "\"" + """\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f""" + "\"",
            Written((ref w) => w.String(controls)));
    }

    [Fact]
    public void Members_follow_the_order_of_UTF16_and_not_of_code_points()
    {
        Assert.Equal("{\"😂\":1,\"\ufb33\":2}", Written((ref w) => Two(ref w, "😂", "\ufb33")));
        Misused((ref w) => Two(ref w, "\ufb33", "😂"));
    }

    [Fact]
    public void A_member_out_of_order_or_given_twice_is_refused()
    {
        Misused((ref w) => Two(ref w, "b", "a"));
        Misused((ref w) => Two(ref w, "a", "a"));
        Assert.Equal("""{"a":1,"aa":2}""", Written((ref w) => Two(ref w, "a", "aa")));
    }

    [Fact]
    public void The_order_is_kept_apart_for_each_level() => Assert.Equal("""{"m":{"a":1},"z":[{"b":1},{"a":2}]}""", Written((ref w) =>
    {
        w.BeginObject();
        w.Name("m");
        One(ref w, "a", 1);
        w.Name("z");
        w.BeginArray();
        One(ref w, "b", 1);
        One(ref w, "a", 2);
        w.EndArray();
        w.EndObject();
    }));

    [Fact]
    public void What_would_not_be_one_value_is_refused()
    {
        Misused((ref w) => { w.BeginObject(); w.Integer(1); });
        Misused((ref w) => { w.BeginObject(); w.Name("a"); w.Name("b"); });
        Misused((ref w) => { w.BeginObject(); w.Name("a"); w.EndObject(); });
        Misused((ref w) => { w.BeginObject(); w.EndArray(); });
        Misused((ref w) => { w.BeginArray(); w.Name("a"); });
        Misused((ref w) => { w.Integer(1); w.Integer(2); });
        Misused((ref w) => w.EndObject());
        Misused((ref w) => w.Name("a"));
    }

    [Fact]
    public void Thirty_two_levels_are_written_and_one_more_is_refused()
    {
        Assert.Equal(new string('[', 32) + new string(']', 32), Written((ref w) =>
        {
            for (var i = 0; i < 32; i++) w.BeginArray();
            for (var i = 0; i < 32; i++) w.EndArray();
        }));
        Misused((ref w) => { for (var i = 0; i < 33; i++) w.BeginArray(); });
    }

    [Theory]
    [InlineData(CanonicalWriter.MaxInteger + 1)]
    [InlineData(-CanonicalWriter.MaxInteger - 1)]
    [InlineData(long.MinValue)]
    public void An_integer_that_a_double_does_not_hold_is_refused(long value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Written((ref w) => w.Integer(value)));

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Throws<CanonicalException>(() => Written((ref w) => w.String("a\ud83d")));

    private static void Two(ref CanonicalWriter writer, string first, string second)
    {
        writer.BeginObject();
        writer.Integer(first, 1);
        writer.Integer(second, 2);
        writer.EndObject();
    }

    private static void One(ref CanonicalWriter writer, string name, long value)
    {
        writer.BeginObject();
        writer.Integer(name, value);
        writer.EndObject();
    }

    private static void Misused(Writing writing) => Assert.Throws<InvalidOperationException>(() => Written(writing));

    private static string Written(Writing writing)
    {
        var output = new ArrayBufferWriter<byte>();
        var writer = new CanonicalWriter(output);
        writing(ref writer);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
