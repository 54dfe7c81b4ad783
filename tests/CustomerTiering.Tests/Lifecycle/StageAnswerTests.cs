using CustomerTiering.Lifecycle;

namespace CustomerTiering.Tests.Lifecycle;

public sealed class StageAnswerTests
{
    private static readonly StageView View = new(
        Retail.Customer, "dormant", "at-risk", Retail.Day("2026-12-06"), Guid.Empty, new(1, "d"),
        [new(Retail.Day("2026-03-10"), "new"), new(Retail.Day("2026-08-08"), "at-risk"), new(Retail.Day("2026-12-06"), "dormant")], 9, 3);

    [Theory]
    [InlineData("2026-03-10", "new", null)]
    [InlineData("2026-08-07", "new", null)]
    [InlineData("2026-08-08", "at-risk", "new")]
    [InlineData("2026-12-05", "at-risk", "new")]
    [InlineData("2026-12-06", "dormant", "at-risk")]
    public void A_stage_holds_from_its_first_day_to_the_eve_of_the_next(string day, string stage, string? previous)
    {
        var answer = StageAnswer.On(View, Retail.Day(day))!;
        Assert.Equal((stage, previous), (answer.Stage, answer.Previous));
    }

    [Fact]
    public void Before_the_first_there_is_none() => Assert.Null(StageAnswer.On(View, Retail.Day("2026-03-09")));
}
