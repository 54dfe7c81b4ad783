using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Tests.Facts;

public class FactTimeTests
{
    [Theory]
    [InlineData("2026-03-31T10:00:00Z", "2026-03-31T10:00:00.000000Z")]
    [InlineData("2026-03-31t10:00:00z", "2026-03-31T10:00:00.000000Z")]
    [InlineData("2026-03-31T10:00:00+08:00", "2026-03-31T02:00:00.000000Z")]
    [InlineData("2026-03-31T10:00:00-05:30", "2026-03-31T15:30:00.000000Z")]
    [InlineData("2026-03-31T10:00:00.1234567Z", "2026-03-31T10:00:00.123456Z")]
    [InlineData("2026-03-31", "2026-03-30T22:00:00.000000Z")]
    [InlineData("2026-03-31T10:00", "2026-03-31T08:00:00.000000Z")]
    [InlineData("2026-03-31T10:00:00.5", "2026-03-31T08:00:00.500000Z")]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00.000000Z")] // Does not exist: moves forward by the gap.
    [InlineData("2026-10-25T02:30:00", "2026-10-25T00:30:00.000000Z")] // Occurs twice: the earlier.
    public void A_time_is_read_in_Berlin_where_it_has_no_offset(string text, string instant)
    {
        Assert.True(FactTime.TryParse(text, Sample.Zone("Europe/Berlin"), out var at));
        Assert.Equal(instant, at.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-02-29")]
    [InlineData("2026-3-31")]
    [InlineData("2026-03-31T24:00:00Z")]
    [InlineData("2026-03-31T10:00:60Z")]
    [InlineData("2026-03-31T10:00Z")]
    [InlineData("2026-03-31T10:00:00.Z")]
    [InlineData("2026-03-31T10:00:00+24:00")]
    [InlineData("2026-03-31T10:00:00+0800")]
    [InlineData("2026-03-31Z")]
    [InlineData("0999-12-31")]
    [InlineData("9999-01-01T00:00:00Z")]
    [InlineData(" 2026-03-31")]
    [InlineData("2026-03-31T")]
    public void What_is_no_time_is_none(string text) => Assert.False(FactTime.TryParse(text, Sample.Zone("Europe/Berlin"), out _));

    [Fact]
    public void Without_a_zone_a_local_time_is_none() => Assert.False(FactTime.TryParse("2026-03-31", null, out _));
}
