using CustomerTiering.Rules.ServicePlans;

namespace CustomerTiering.Rules.Tests.ServicePlans;

public sealed class PromisedTimeTests
{
    [Theory]
    [InlineData("PT4H", 240)]
    [InlineData("P2D", 2880)]
    [InlineData("P1DT12H30M", 2190)]
    [InlineData("PT1M", 1)]
    [InlineData("P366D", 527040)]
    public void Days_hours_and_minutes_are_a_time(string text, int minutes)
    {
        Assert.True(PromisedTime.TryParse(text, out var time));
        Assert.Equal(TimeSpan.FromMinutes(minutes), time);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PT")]
    [InlineData("P1DT")]
    [InlineData("PT0H")]
    [InlineData("P0D")]
    [InlineData("P1W")]
    [InlineData("P1M")]
    [InlineData("PT1.5H")]
    [InlineData("-PT1H")]
    [InlineData("4 hours")]
    [InlineData("PT4H\n")]
    [InlineData("P367D")]
    [InlineData("P366DT1M")]
    public void Anything_else_is_none(string? text) => Assert.False(PromisedTime.TryParse(text, out _));
}
