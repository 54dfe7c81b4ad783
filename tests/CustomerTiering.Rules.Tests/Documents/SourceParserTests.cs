using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Documents;

/// <summary>Bytes that are no document, or one that hides something.</summary>
public sealed class SourceParserTests
{
    private static readonly string Ladder = "\"ladder\": \"l\"";

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{ \"a\": 1, }")]
    [InlineData("{ /* no */ }")]
    [InlineData("{ 'a': 1 }")]
    [InlineData("{ \"a\": 01 }")]
    [InlineData("{ \"a\": NaN }")]
    [InlineData("nul")]
    public void What_is_not_JSON_is_refused(string text) => HasErrors(Read(text).Errors, ("$", "not-json"));

    [Theory]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"policy\"")]
    [InlineData("1e400")]
    public void A_document_is_an_object(string text) => HasErrors(Read(text).Errors, ("$", "wrong-type"));

    [Fact]
    public void A_fault_of_syntax_is_said_with_its_line() =>
        Assert.Equal("invalid JSON at line 2, byte 3 of the line", Assert.Single(Read("{\n  x").Errors).Message);

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Equal([], Read('\uFEFF' + Plain).Errors);

    [Fact]
    public void Bytes_that_are_not_UTF8_are_refused()
    {
        byte[] broken = [.. Encoding.UTF8.GetBytes(Plain)[..^1], 0xC3, 0x28];
        HasErrors(PolicyReader.Read(broken, n => CanonicalJson.Write(n)).Errors, ("$", "invalid-utf8"));
    }

    [Fact]
    public void A_member_written_twice_is_refused_at_its_path()
    {
        HasErrors(Read(Plain.Replace(Ladder, Ladder + ", \"ladder\": \"other\"")).Errors, ("$.ladder", "duplicate-member"));
        HasErrors(Read(Plain.Replace("{ \"code\": \"a\" }", "{ \"code\": \"a\", \"c\\u006fde\": \"a\" }")).Errors,
            ("$.tiers[0].code", "duplicate-member"));
        HasErrors(Read(Plain.Replace("\"m\": {", "\"n\": {")).Errors, ("$.metrics.n", "duplicate-member"),
            ("$.tiers[1].qualify.metric", "unknown-metric"));
    }

    [Theory]
    [InlineData("\"\\ud800\"", "lone-surrogate")]
    [InlineData("\"x\\udc00y\"", "lone-surrogate")]
    [InlineData("\"a\\u0000b\"", "nul-character")]
    public void A_text_that_cannot_be_stored_is_refused(string text, string code) =>
        Assert.Contains(("$.ladder", code), Read(Plain.Replace("\"l\"", text)).Errors.Select(e => (e.Path, e.Code)));

    [Fact]
    public void A_name_that_cannot_be_stored_is_refused()
    {
        Assert.Contains("lone-surrogate", Read(Plain.Replace(Ladder, Ladder + ", \"\\ud800\": 1")).Errors.Select(e => e.Code));
        Assert.Contains("nul-character", Read(Plain.Replace(Ladder, Ladder + ", \"\\u0000\": 1")).Errors.Select(e => e.Code));
    }

    [Theory]
    [InlineData(63, "unknown-member")]
    [InlineData(64, "too-deep")]
    [InlineData(100_000, "too-deep")]
    public void Nesting_beyond_sixty_four_is_not_followed(int lists, string code)
    {
        var nested = new string('[', lists) + new string(']', lists);
        HasErrors(Read(Plain.Replace(Ladder, Ladder + ", \"x\": " + nested)).Errors, (code == "too-deep" ? "$" : "$.x", code));
    }

    [Fact]
    public void A_document_of_more_than_a_mebibyte_is_not_read()
    {
        Assert.Equal([], Read(Plain.PadRight(1024 * 1024)).Errors);
        HasErrors(Read(Plain.PadRight((1024 * 1024) + 1)).Errors, ("$", "too-large"));
    }

    [Theory]
    [InlineData("1e400", "out-of-bounds")]
    [InlineData("12345678901234567890", "out-of-bounds")]
    [InlineData("1e-400", "too-many-decimals")]
    [InlineData("\"1e999999999999999999999\"", "out-of-bounds")]
    public void A_huge_number_is_refused_where_it_stands(string number, string code) =>
        Refuses("tiers/1/qualify/atLeast", number, "$.tiers[1].qualify.atLeast", code);

    [Fact]
    public void A_flood_of_errors_is_cut()
    {
        var errors = Read(PlainWith("tiers", "[" + string.Join(",", Enumerable.Repeat("1", 5000)) + "]")).Errors;

        Assert.Equal(501, errors.Count);
        Assert.Equal(("$", "too-many-errors"), (errors[500].Path, errors[500].Code));
    }

    [Theory]
    [InlineData(48 * 1024, false)]
    [InlineData((48 * 1024) + 1, true)]
    public void The_canonical_form_has_at_most_48_KiB(int size, bool refused)
    {
        // Members of attribute values fill the document to the byte.
        const string Entry = "\"k0000\":\"1\",";
        var shell = PlainWith("scores/s", """{ "weight": 1, "attribute": "grade", "values": {}, "otherwise": 0 }""");
        var left = size - Read(shell).Canonical!.Length;
        var values = Enumerable.Range(0, left / Entry.Length).Select(i => $"\"k{i:x4}\":1").ToList();
        var rest = left - (values.Count * Entry.Length) + 1;
        values[^1] = $"\"k{new string('x', rest + 4)}\":1";
        var reading = Read(shell.Replace("\"values\":{}", "\"values\":{" + string.Join(",", values) + "}"));

        if (refused) HasErrors(reading.Errors, ("$", "too-large"));
        else Assert.Equal(size, reading.Canonical!.Length);
    }

    [Theory]
    [InlineData("a b", "$.metrics['a b'].aggregate")]
    [InlineData("a-b", "$.metrics['a-b'].aggregate")]
    [InlineData("it's", @"$.metrics['it\'s'].aggregate")]
    [InlineData(@"a\b", @"$.metrics['a\\b'].aggregate")]
    [InlineData("1st", "$.metrics['1st'].aggregate")]
    [InlineData("_1st", "$.metrics._1st.aggregate")]
    [InlineData("消费", "$.metrics.消费.aggregate")]
    public void A_name_is_quoted_in_a_path_where_it_must_be(string name, string path) =>
        Refuses("metrics/" + name, """{ "measure": "purchases", "aggregate": "median" }""", path, "unknown-aggregate");
}
