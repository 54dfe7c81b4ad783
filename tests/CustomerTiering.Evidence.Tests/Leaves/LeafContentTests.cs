using System.Text;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Evidence.Tests.Leaves;

public class LeafContentTests
{
    [Fact]
    public void The_reference_leaf_is_read()
    {
        Assert.True(LeafContent.TryParse(Encoding.UTF8.GetBytes(ReferenceLeaf.Text), out var content, out var fault));

        Assert.Null(fault);
        Assert.Equal(ReferenceLeaf.Data, Encoding.UTF8.GetString(content.Data.Span));
        Assert.Equal(
            new LeafContent(
                "svc:rules", null, null, content.Data, ReferenceLeaf.Effective, ReferenceLeaf.Id, ReferenceLeaf.Recorded, 1, "cust-7f3a", "t1",
                "CustomerTierAssigned"),
            content);
    }

    [Fact]
    public void Cause_and_correlation_are_read_where_they_are()
    {
        var leaf = LeafDraft.Create("a", "c", "r", """{"n":[1,{"m":-2}]}"""u8, ReferenceLeaf.Effective, ReferenceLeaf.Id, 2, "s", "t", "T")
            .Stamp(ReferenceLeaf.Recorded);

        Assert.True(LeafContent.TryParse(leaf.Bytes, out var content, out _));
        Assert.Equal(("c", "r", 2), (content.Cause, content.Correlation, content.Schema));
        Assert.Equal("""{"n":[1,{"m":-2}]}""", Encoding.UTF8.GetString(content.Data.Span));
    }

    [Theory]
    [InlineData("\"actor\":\"svc:rules\",", "", "members")]
    [InlineData("\"data\":", "\"cause\":1,\"data\":", "value")]
    [InlineData("\"data\":", "\"causes\":\"x\",\"data\":", "members")]
    [InlineData(",\"v\":1}", "}", "members")]
    [InlineData(",\"v\":1}", ",\"v\":1,\"w\":1}", "members")]
    [InlineData(",\"v\":1}", ",\"v\":2}", "value")]
    [InlineData("\"schema\":1", "\"schema\":0", "value")]
    [InlineData("\"schema\":1", "\"schema\":1.5", "value")]
    [InlineData("\"schema\":1", "\"schema\":\"1\"", "value")]
    [InlineData("\"tenant\":\"t1\"", "\"tenant\":\"\"", "value")]
    [InlineData("16:00:00.000000Z", "16:00:00.00000Z", "value")]
    [InlineData("16:00:00.000000Z", "16:00:00.000000+00:00", "value")]
    [InlineData("2026-11-21T", "2026-02-30T", "value")]
    [InlineData("0190b2f0-0000", "0190B2F0-0000", "value")]
    [InlineData("\"tier\":\"gold\"", "\"tier\":0.5", "number")]
    [InlineData("\"tier\":\"gold\"", "\"tier\":9007199254740992", "number")]
    [InlineData("\"tier\":\"gold\"", "\"tier\":[{\"a\":1e+21}]", "number")]
    [InlineData("{\"actor\"", "{ \"actor\"", "not-canonical")]
    [InlineData("\"tier\":\"gold\"", "\"tier\":1.0", "not-canonical")]
    [InlineData("\"tier\":\"gold\"", "\"tier\":\"g\\u006fld\"", "not-canonical")]
    [InlineData("\"tier\":\"gold\"", "\"tier\":\"gold\",\"tier\":\"gold\"", "not-canonical")]
    [InlineData(",\"v\":1}", ",\"v\":1}\n", "not-canonical")]
    public void A_leaf_that_breaks_one_rule_is_refused_for_that_rule(string from, string to, string code)
    {
        Assert.Contains(from, ReferenceLeaf.Text);

        Assert.False(LeafContent.TryParse(Encoding.UTF8.GetBytes(ReferenceLeaf.Text.Replace(from, to)), out var content, out var fault));
        Assert.Null(content);
        Assert.Equal(code, fault.Code);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("[]")]
    [InlineData("{}")]
    public void What_is_no_leaf_at_all_is_refused(string text)
    {
        Assert.False(LeafContent.TryParse(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal("members", fault.Code);
    }

    [Fact]
    public void The_greatest_integer_is_read() => Assert.True(LeafContent.TryParse(
        Encoding.UTF8.GetBytes(ReferenceLeaf.Text.Replace("\"gold\"", "-9007199254740991")), out _, out _));

    [Fact]
    public void Sixty_thousand_bytes_are_read_and_one_more_is_refused()
    {
        var room = Leaf.MaxBytes - ReferenceLeaf.Text.Length;

        Assert.True(LeafContent.TryParse(Encoding.UTF8.GetBytes(ReferenceLeaf.Text.Replace("gold", "gold" + new string('x', room))), out _, out _));
        Assert.False(LeafContent.TryParse(
            Encoding.UTF8.GetBytes(ReferenceLeaf.Text.Replace("gold", "gold" + new string('x', room + 1))), out _, out var fault));
        Assert.Equal("too-large", fault.Code);
    }
}
