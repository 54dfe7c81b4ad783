using System.Text;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Evidence.Tests.Leaves;

public class LeafDraftTests
{
    [Fact]
    public void The_reference_leaf_comes_out_byte_for_byte()
    {
        var stamped = ReferenceLeaf.Draft().Stamp(ReferenceLeaf.Recorded);

        Assert.Equal(ReferenceLeaf.Text, Encoding.UTF8.GetString(stamped.Bytes.Span));
        Assert.Equal(413, stamped.Bytes.Length);
        Assert.Equal(413, ReferenceLeaf.Draft().Length);
        Assert.Equal(ReferenceLeaf.Hash, Convert.ToHexStringLower(stamped.Hash));
    }

    [Fact]
    public void The_hash_of_the_draft_is_the_hash_of_the_leaf() =>
        Assert.Equal(ReferenceLeaf.Hash, Convert.ToHexStringLower(Leaf.Hash(Encoding.UTF8.GetBytes(ReferenceLeaf.Text))));

    [Fact]
    public void Stamping_again_leaves_the_first_stamp_as_it_was()
    {
        var draft = ReferenceLeaf.Draft();
        var first = draft.Stamp(ReferenceLeaf.Recorded);
        var later = draft.Stamp(ReferenceLeaf.Recorded.AddMicroseconds(1));

        Assert.Equal(ReferenceLeaf.Text, Encoding.UTF8.GetString(first.Bytes.Span));
        Assert.Contains("\"recorded\":\"2026-11-21T23:34:00.000001Z\"", Encoding.UTF8.GetString(later.Bytes.Span));
        Assert.NotEqual(first.Hash, later.Hash);
    }

    [Fact]
    public void A_time_in_another_offset_is_written_in_UTC_and_cut_to_microseconds()
    {
        var time = new DateTimeOffset(2026, 11, 22, 1, 4, 0, TimeSpan.FromHours(1.5)).AddTicks(9);

        Assert.Equal(ReferenceLeaf.Text, Encoding.UTF8.GetString(ReferenceLeaf.Draft().Stamp(time).Bytes.Span));
    }

    [Fact]
    public void Cause_and_correlation_stand_where_the_order_puts_them()
    {
        var stamped = LeafDraft.Create("a", "c", "r", "{}"u8, ReferenceLeaf.Effective, Guid.Empty, 7, "s", "t", "T").Stamp(ReferenceLeaf.Recorded);

        Assert.Equal(
            """{"actor":"a","cause":"c","corr":"r","data":{},"effective":"2026-11-20T16:00:00.000000Z","id":"00000000-0000-0000-0000-000000000000","recorded":"2026-11-21T23:34:00.000000Z","schema":7,"stream":"s","tenant":"t","type":"T","v":1}""",
            Encoding.UTF8.GetString(stamped.Bytes.Span));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{")]
    public void A_body_that_is_no_object_is_refused(string data) =>
        Assert.Throws<ArgumentException>(() =>
            LeafDraft.Create("a", null, null, Encoding.UTF8.GetBytes(data), ReferenceLeaf.Effective, Guid.Empty, 1, "s", "t", "T"));

    [Theory]
    [InlineData("", "c", "r", "s", "t", "T")]
    [InlineData("a", "", "r", "s", "t", "T")]
    [InlineData("a", "c", "", "s", "t", "T")]
    [InlineData("a", "c", "r", "", "t", "T")]
    [InlineData("a", "c", "r", "s", "", "T")]
    [InlineData("a", "c", "r", "s", "t", "")]
    public void An_empty_text_is_refused_as_the_verifier_would(
        string actor, string cause, string correlation, string stream, string tenant, string type) =>
        Assert.Throws<ArgumentException>(() =>
            LeafDraft.Create(actor, cause, correlation, "{}"u8, ReferenceLeaf.Effective, Guid.Empty, 1, stream, tenant, type));

    [Fact]
    public void A_schema_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            LeafDraft.Create("a", null, null, "{}"u8, ReferenceLeaf.Effective, Guid.Empty, 0, "s", "t", "T"));
}
