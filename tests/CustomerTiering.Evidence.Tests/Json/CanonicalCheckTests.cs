using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Tests.Json;

public class CanonicalCheckTests
{
    private const string Body = """{"a":"1.50","b":[{"c":null,"d":12},{"c":"é"}],"e":{},"f":[],"g":true,"h":[[0],"x"]}""";

    [Theory]
    [InlineData(Body)]
    [InlineData("12")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"A":1,"a":2,"aa":3}""")]
    public void A_simple_text_that_is_canonical_is_known_as_such(string text) => Assert.True(Holds(text));

    [Theory]
    [InlineData(""" {"a":1}""")]
    [InlineData("""{"a":1} """)]
    [InlineData("""{"a" :1}""")]
    [InlineData("""{"a": 1}""")]
    [InlineData("""{"a":1, "b":2}""")]
    [InlineData("""[1 ]""")]
    [InlineData("""[ ]""")]
    [InlineData("""{"b":1,"a":2}""")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"x":{"b":1,"a":2}}""")]
    [InlineData("""[1.0]""")]
    [InlineData("""[-0]""")]
    [InlineData("""["\u0041"]""")]
    [InlineData("""{"\u0041":1}""")]
    [InlineData("""{"a":1}x""")]
    [InlineData("""{"a":1""")]
    [InlineData("")]
    public void Another_text_is_not(string text) => Assert.False(Holds(text));

    [Fact]
    public void Bytes_that_are_no_text_are_not() => Assert.False(CanonicalCheck.Holds([(byte)'"', 0xc3, (byte)'"']));

    [Fact]
    public void Deeper_than_may_be_read_is_not()
    {
        Assert.True(Holds(Nested(CanonicalJson.MaxDepth)));
        Assert.False(Holds(Nested(CanonicalJson.MaxDepth + 1)));
    }

    [Fact]
    public void Whatever_becomes_of_a_text_by_one_byte_is_never_taken_for_canonical_where_it_is_not()
    {
        var (body, taken, refused) = (Encoding.UTF8.GetBytes(Body), 0, 0);
        foreach (var changed in Changed(body))
        {
            if (!CanonicalCheck.Holds(changed)) refused++;
            else if (CanonicalJson.Write(JsonNode.Parse(changed)).AsSpan().SequenceEqual(changed)) taken++;
            else Assert.Fail($"Taken for canonical: {Encoding.UTF8.GetString(changed)}");
        }

        Assert.True(taken > 100, $"{taken} were taken");
        Assert.True(refused > 1_000, $"{refused} were refused");
    }

    private static IEnumerable<byte[]> Changed(byte[] body)
    {
        for (var at = 0; at < body.Length; at++)
        {
            yield return [.. body[..at], .. body[(at + 1)..]];
            foreach (var other in " ,:\"\\{}[]0a-.é"u8.ToArray())
            {
                yield return [.. body[..at], other, .. body[(at + 1)..]];
                yield return [.. body[..at], other, .. body[at..]];
            }
        }
    }

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static bool Holds(string text) => CanonicalCheck.Holds(Encoding.UTF8.GetBytes(text));
}
