using CustomerTiering.Evidence.Ids;

namespace CustomerTiering.Evidence.Tests.Ids;

public class Uuid8Tests
{
    [Theory]
    [InlineData("000102030405060708090a0b0c0d0e0f", "00010203-0405-8607-8809-0a0b0c0d0e0f")]
    [InlineData("00000000000000000000000000000000", "00000000-0000-8000-8000-000000000000")]
    [InlineData("ffffffffffffffffffffffffffffffffffff", "ffffffff-ffff-8fff-bfff-ffffffffffff")]
    public void The_bytes_stand_in_the_order_of_the_hash_but_for_version_and_variant(string hash, string id) =>
        Assert.Equal(id, Uuid8.FromHash(Convert.FromHexString(hash)).ToString());

    [Fact]
    public void Fifteen_bytes_are_too_few() => Assert.Throws<ArgumentOutOfRangeException>(() => Uuid8.FromHash(new byte[15]));
}
