using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Evidence.Tests.Leaves;

public class FactsDigestTests
{
    private static readonly byte[] First = Leaf.Hash([]);
    private static readonly byte[] Second = Leaf.Hash([0]);

    [Fact]
    public void No_facts_have_a_digest_of_zeros() => Assert.Equal(new byte[32], FactsDigest.Empty());

    [Fact]
    public void Each_fact_moves_the_chain_on()
    {
        var one = FactsDigest.Next(FactsDigest.Empty(), First);
        var two = FactsDigest.Next(one, Second);

        Assert.Equal("64fdb2b463190df45dc976206ce8111d8c83680ddeb86778b7f9982d6822de6a", Convert.ToHexStringLower(one));
        Assert.Equal("b2a197c1040efc49768b090e1eb1c9125575ba723376d89f2368a012285429dd", Convert.ToHexStringLower(two));
    }

    [Fact]
    public void Folding_in_place_gives_the_same_chain()
    {
        var digest = FactsDigest.Empty();
        FactsDigest.Advance(digest, First);
        FactsDigest.Advance(digest, Second);

        Assert.Equal(FactsDigest.Next(FactsDigest.Next(FactsDigest.Empty(), First), Second), digest);
    }

    [Fact]
    public void The_order_of_the_facts_counts() =>
        Assert.NotEqual(
            FactsDigest.Next(FactsDigest.Next(new byte[32], First), Second), FactsDigest.Next(FactsDigest.Next(new byte[32], Second), First));

    [Fact]
    public void Anything_but_thirty_two_bytes_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => FactsDigest.Next(new byte[31], First));
        Assert.Throws<ArgumentOutOfRangeException>(() => FactsDigest.Next(new byte[32], First.AsSpan(1)));
    }
}
