using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Values;

public sealed class PlainDecimalTests
{
    [Theory]
    [InlineData("0", "0")]
    [InlineData("-0", "0")]
    [InlineData("-0.00e9", "0")]
    [InlineData("0e99999999999999999999", "0")]
    [InlineData("12.50", "12.5")]
    [InlineData("-12.500", "-12.5")]
    [InlineData("1200", "1200")]
    [InlineData("1e3", "1000")]
    [InlineData("1E+3", "1000")]
    [InlineData("1.5e-3", "0.0015")]
    [InlineData("12.34e1", "123.4")]
    [InlineData("100e-2", "1")]
    [InlineData("0.1", "0.1")]
    [InlineData("9007199254740993", "9007199254740993")]
    [InlineData("1234567890123456789012345678", "1234567890123456789012345678")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("1.00000000000000000000000000000000000000000", "1")]
    public void A_number_is_read_exactly_and_written_plainly(string text, string plain)
    {
        Assert.True(PlainDecimal.TryParse(text, out var value));
        Assert.Equal(plain, PlainDecimal.Format(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("01")]
    [InlineData("-01")]
    [InlineData(".5")]
    [InlineData("5.")]
    [InlineData("1e")]
    [InlineData("1e+")]
    [InlineData("1e1.0")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("１")]
    public void What_JSON_does_not_call_a_number_is_none(string text) =>
        Assert.Equal(NumberFault.NotANumber, PlainDecimal.Parse(text, 1000, 6, out _));

    [Theory]
    [InlineData("1000", NumberFault.None)]
    [InlineData("-1000", NumberFault.None)]
    [InlineData("1000.000001", NumberFault.OutOfBounds)]
    [InlineData("-1000.000001", NumberFault.OutOfBounds)]
    [InlineData("1e400", NumberFault.OutOfBounds)]
    [InlineData("1e-400", NumberFault.TooManyDecimals)]
    [InlineData("1e99999999999999999999", NumberFault.OutOfBounds)]
    [InlineData("1e-99999999999999999999", NumberFault.TooManyDecimals)]
    [InlineData("12345678901234567890123456789", NumberFault.OutOfBounds)]
    [InlineData("0.123456", NumberFault.None)]
    [InlineData("0.1234567", NumberFault.TooManyDecimals)]
    [InlineData("0.1234560000000000000000000000000000", NumberFault.None)]
    public void Bounds_and_decimals_are_kept_on_both_sides(string text, NumberFault fault) =>
        Assert.Equal(fault, PlainDecimal.Parse(text, 1000, 6, out _));

    [Fact]
    public void What_cannot_be_held_exactly_is_not_read()
    {
        Assert.False(PlainDecimal.TryParse("12345678901234567890123456789", out _));
        Assert.False(PlainDecimal.TryParse("0.12345678901234567890123456789", out _));
        Assert.True(PlainDecimal.TryParse("0.1234567890123456789012345678", out var value));
        Assert.Equal(0.1234567890123456789012345678m, value);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    public void A_negative_zero_is_zero(int sign, string plain) =>
        Assert.Equal(plain, PlainDecimal.Format(sign == 0 ? new decimal(0, 0, 0, true, 3) : -1.000m));
}
