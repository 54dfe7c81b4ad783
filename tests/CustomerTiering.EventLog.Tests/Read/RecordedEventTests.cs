using System.Text;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.EventLog.Tests.Read;

public sealed class RecordedEventTests
{
    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"a":1,"data":{"b":2},"effective":"2026-01-01"}""")]
    [InlineData("""{"note":",\"data\":{},\"effective\":\""}""")]
    [InlineData("""{"effective":"}","nested":{"actor":"x","data":{},"effective":"y"}}""")]
    public void Its_body_is_found_whatever_its_texts_and_members_are_called(string body)
    {
        var recorded = Stored("anna", null, null, body);

        Assert.Equal(body, Encoding.UTF8.GetString(recorded.Data.Span));
    }

    [Fact]
    public void A_text_before_or_behind_the_body_that_reads_like_a_member_is_a_text()
    {
        var recorded = Stored(",\"data\":{\"x\":1}", ",\"effective\":\"", "\\\",\"data\":", """{"a":1}""", stream: "odd/,\"effective\":\"");

        Assert.Equal("""{"a":1}""", Encoding.UTF8.GetString(recorded.Data.Span));
        Assert.Equal((",\"data\":{\"x\":1}", ",\"effective\":\"", "\\\",\"data\":"), (recorded.Actor, recorded.Cause, recorded.Correlation));
    }

    [Theory]
    [InlineData("""{"actor":"anna"}""")]
    [InlineData("""{"actor":"anna","data":{}}""")]
    [InlineData("""{"actor":"anna","effective":"2026-01-01T00:00:00.000000Z","id":"1"}""")]
    [InlineData("")]
    public void What_is_no_leaf_has_no_body(string leaf) => Assert.Throws<InvalidDataException>(() => Of(Encoding.UTF8.GetBytes(leaf)).Data);

    private static RecordedEvent Stored(string actor, string? cause, string? correlation, string body, string stream = "customer/1") =>
        Of(LeafDraft.Create(
            actor, cause, correlation, Encoding.UTF8.GetBytes(body), DateTimeOffset.UnixEpoch, Guid.Empty, 1, stream, "tenant", "PurchaseMade")
            .Stamp(DateTimeOffset.UnixEpoch).Bytes);

    private static RecordedEvent Of(ReadOnlyMemory<byte> leaf) => new(
        1, new("customer/1"), 1, Guid.Empty, "PurchaseMade", 1, null, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch, leaf, default);
}
