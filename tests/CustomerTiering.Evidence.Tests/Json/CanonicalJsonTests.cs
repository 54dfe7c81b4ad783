using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Tests.Json;

public class CanonicalJsonTests
{
    private const string Weird =
        """{"\u20ac":"Euro Sign","\r":"Carriage Return","\u000a":"Newline","1":"One","\u0080":"Control\u007f","\ud83d\ude02":"Smiley","\u00f6":"Latin Small Letter O With Diaeresis","\ufb33":"Hebrew Letter Dalet With Dagesh","</script>":"Browser Challenge"}""";

    public static TheoryData<string, string, string> Vectors => new()
    {
        { """[56,{"d":true,"10":null,"1":[]}]""", """[56,{"1":[],"10":null,"d":true}]""",
            "099601b171cafed97c333f8878d68e7f8c8f795412adb34b2fdcf0e7c7beac42" },
        {
            """{"1":{"f":{"f":"hi","F":5},"\n":56.0},"10":{},"":"empty","a":{},"111":[{"e":"yes","E":"no"}],"A":{}}""",
            """{"":"empty","1":{"\n":56,"f":{"F":5,"f":"hi"}},"10":{},"111":[{"E":"no","e":"yes"}],"A":{},"a":{}}""",
            "605f65004ec2db7692522a0852c22f1c989e036d547e88963d1a3143cf3195d5"
        },
        { """{"Unnormalized Unicode":"A\u030a"}""", "{\"Unnormalized Unicode\":\"A\u030a\"}",
            "0d99aad92a125196ff887876643fd3206786a84ddce2cee52ba4ad256d2381d3" },
        {
            """{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}""",
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            "2d5e01a318d0f0879ab568c4be289c8b1f64ef8921a53c6277d5e069978baacb"
        },
        {
            """ { "sin" : "ignore locale", "pêche":"but canonicalization MUST", "péché":"is wrong according to French", "peach":"This sorting order" } """,
            """{"peach":"This sorting order","péché":"is wrong according to French","pêche":"but canonicalization MUST","sin":"ignore locale"}""",
            "d99d0ebdcb0033cb858cfa830ae46bc0fb3309413b271f1da828c89901a27ed5"
        },
        {
            Weird,
            "{\"\\n\":\"Newline\",\"\\r\":\"Carriage Return\",\"1\":\"One\",\"</script>\":\"Browser "
                + "Challenge\",\"\u0080\":\"Control\u007f\",\"ö\":\"Latin Small Letter O With Diaeresis\",\"€\":\"Euro "
                    + "Sign\",\"😂\":\"Smiley\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
            "6af595a9aa80110b964b4de3f82a05fa6ae7423005019bacfa2620dddc4e94d1"
        },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void The_reference_texts_come_out_byte_for_byte(string input, string canonical, string sha256)
    {
        var utf8 = Encoding.UTF8.GetBytes(input);

        Assert.True(CanonicalJson.TryCanonicalize(utf8, out var bytes, out _));
        Assert.Equal(canonical, Encoding.UTF8.GetString(bytes));
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        Assert.Equal(bytes, CanonicalJson.Write(JsonNode.Parse(utf8)));
        using var document = JsonDocument.Parse(utf8);
        Assert.Equal(bytes, CanonicalJson.Write(document.RootElement));
        Assert.True(CanonicalJson.IsCanonical(bytes));
        Assert.False(CanonicalJson.IsCanonical(utf8));
    }

    [Fact]
    public void The_smiley_comes_before_the_letter_dalet_in_these_bytes() => Assert.Equal(
        "7b225c6e223a224e65776c696e65222c225c72223a2243617272696167652052657475726e222c2231223a224f6e65222c223c2f7363726970743e223a2242726f77736572204368616c6c656e6765222c22c280223a22436f6e74726f6c7f222c22c3b6223a224c6174696e20536d616c6c204c6574746572204f205769746820446961657265736973222c22e282ac223a224575726f205369676e222c22f09f9882223a22536d696c6579222c22efacb3223a22486562726577204c65747465722044616c6574205769746820446167657368227d",
        Convert.ToHexStringLower(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(Weird))));

    [Theory]
    [InlineData("""{"a":1,"a":1}""", "duplicate-member")]
    [InlineData("""{"a":1,"\u0061":2}""", "duplicate-member")]
    [InlineData("""["\ud83d"]""", "lone-surrogate")]
    [InlineData("""{"\ude02":1}""", "lone-surrogate")]
    [InlineData("1e400", "not-finite")]
    [InlineData("NaN", "not-json")]
    [InlineData("", "not-json")]
    [InlineData("1 2", "not-json")]
    [InlineData("01", "not-json")]
    [InlineData("[1,]", "not-json")]
    [InlineData("\ufeff1", "not-json")]
    [InlineData("/*a*/1", "not-json")]
    public void What_has_no_canonical_form_is_refused(string input, string code)
    {
        var utf8 = Encoding.UTF8.GetBytes(input);

        Assert.Equal(code, Assert.Throws<CanonicalException>(() => CanonicalJson.Canonicalize(utf8)).Code);
        Assert.False(CanonicalJson.TryCanonicalize(utf8, out var bytes, out var error));
        Assert.Null(bytes);
        Assert.NotEmpty(error);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused() =>
        Assert.Throws<CanonicalException>(() => CanonicalJson.Canonicalize([(byte)'"', 0xff, (byte)'"']));

    [Fact]
    public void Sixty_four_levels_are_read_and_one_more_is_refused()
    {
        Assert.True(CanonicalJson.IsCanonical(Encoding.UTF8.GetBytes(Nested(64))));
        Assert.False(CanonicalJson.TryCanonicalize(Encoding.UTF8.GetBytes(Nested(65)), out _, out _));
        Assert.Equal(Nested(64), Encoding.UTF8.GetString(CanonicalJson.Write(Node(64))));
        Assert.Equal("too-deep", Assert.Throws<CanonicalException>(() => CanonicalJson.Write(Node(65))).Code);
    }

    [Fact]
    public void A_node_made_in_memory_is_written_like_a_node_that_was_read()
    {
        var node = new JsonObject
        {
            ["z"] = "<é+\"\u0001",
            ["b"] = 1.10m,
            ["a"] = new JsonArray(1, 2.5, null, true, 'x', long.MaxValue),
            ["d"] = JsonValue.Create(Guid.Empty),
        };

        Assert.Equal(
            """{"a":[1,2.5,null,true,"x",9223372036854776000],"b":1.1,"d":"00000000-0000-0000-0000-000000000000","z":"<é+\"\u0001"}""",
            Encoding.UTF8.GetString(CanonicalJson.Write(node)));
        Assert.Equal("null"u8.ToArray(), CanonicalJson.Write((JsonNode?)null));
    }

    [Fact]
    public void A_node_without_a_canonical_form_is_refused()
    {
        Assert.Equal("lone-surrogate", Refused(JsonValue.Create("\ud83d")));
        Assert.Equal("lone-surrogate", Refused(JsonValue.Create('\ude02')));
        Assert.Equal("lone-surrogate", Refused(new JsonObject { ["\ud83d"] = 1 }));
        Assert.Equal("not-finite", Refused(JsonValue.Create(double.NaN)));
        Assert.Equal("not-finite", Refused(JsonValue.Create(float.PositiveInfinity)));
        Assert.Equal("duplicate-member", Refused(JsonNode.Parse("""{"a":1,"a":2}""")));
        Assert.Equal("duplicate-member", Refused(JsonNode.Parse("""[{"b":{"a":1,"a":2}}]""")));
    }

    private static string Refused(JsonNode? node) => Assert.Throws<CanonicalException>(() => CanonicalJson.Write(node)).Code;

    private static string Nested(int levels) => new string('[', levels) + new string(']', levels);

    private static JsonArray Node(int levels) => levels == 1 ? [] : [Node(levels - 1)];
}
