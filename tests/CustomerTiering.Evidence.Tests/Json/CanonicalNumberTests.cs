using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Tests.Json;

public class CanonicalNumberTests
{
    [Theory]
    [InlineData("0000000000000000", "0")]
    [InlineData("8000000000000000", "0")]
    [InlineData("0000000000000001", "5e-324")]
    [InlineData("7fefffffffffffff", "1.7976931348623157e+308")]
    [InlineData("4340000000000000", "9007199254740992")]
    [InlineData("4430000000000000", "295147905179352830000")]
    [InlineData("44b52d02c7e14af5", "9.999999999999997e+22")]
    [InlineData("44b52d02c7e14af6", "1e+23")]
    [InlineData("444b1ae4d6e2ef4f", "999999999999999900000")]
    [InlineData("444b1ae4d6e2ef50", "1e+21")]
    [InlineData("3eb0c6f7a0b5ed8c", "9.999999999999997e-7")]
    [InlineData("3eb0c6f7a0b5ed8d", "0.000001")]
    [InlineData("41b3de4355555553", "333333333.3333332")]
    [InlineData("41b3de4355555554", "333333333.33333325")]
    [InlineData("becbf647612f3696", "-0.0000033333333333333333")]
    [InlineData("43143ff3c1cb0959", "1424953923781206.2")]
    public void A_double_has_one_text(string bits, string text) =>
        Assert.Equal(text, Format(BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture))));

    [Fact]
    public void A_million_numbers_of_the_reference_sequence_come_out_as_published()
    {
        var published = new Dictionary<int, string>
        {
            [1_000] = "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687",
            [10_000] = "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892",
            [100_000] = "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7",
            [1_000_000] = "49415fee2c56c77864931bd3624faad425c3c577d6d74e89a83bc725506dad16",
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new byte[64];
        var lines = 0;
        foreach (var value in NumberSequence.Values().Take(1_000_000))
        {
            BitConverter.DoubleToUInt64Bits(value).TryFormat(line, out var length, "x", CultureInfo.InvariantCulture);
            line[length++] = (byte)',';
            length += CanonicalNumber.Format(value, line.AsSpan(length));
            line[length++] = (byte)'\n';
            hash.AppendData(line, 0, length);
            if (published.TryGetValue(++lines, out var expected))
                Assert.Equal((lines, expected), (lines, Convert.ToHexStringLower(hash.GetCurrentHash())));
        }
        Assert.Equal(1_000_000, lines);
    }

    private static string Format(double value)
    {
        var text = new byte[CanonicalNumber.MaxBytes];
        return Encoding.ASCII.GetString(text, 0, CanonicalNumber.Format(value, text));
    }
}
