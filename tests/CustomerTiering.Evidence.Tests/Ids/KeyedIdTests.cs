using CustomerTiering.Evidence.Ids;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Tests.Ids;

/// <summary>The expected ids were computed with another program: hmac, hashlib and uuid of Python.</summary>
public class KeyedIdTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("A-1001", "4ef0d339-1518-86b8-a46d-796119806031")]
    [InlineData("Zoë \"7\"\n", "fc1b085a-aaf5-8891-9cd1-f4cac498dc4e")]
    public void A_fact_has_one_id_under_one_key(string id, string expected) =>
        Assert.Equal(expected, KeyedId.Of(Key, "webshop", "purchase", id).ToString());

    [Fact]
    public void Source_kind_and_id_are_told_apart()
    {
        Assert.NotEqual(KeyedId.Of(Key, "a", "b", "c"), KeyedId.Of(Key, "ab", "", "c"));
        Assert.NotEqual(KeyedId.Of(Key, "a", "b", "c"), KeyedId.Of(Key, "b", "a", "c"));
        Assert.NotEqual(KeyedId.Of(Key, "a", "b", "c"), KeyedId.Of(Key, "a\",\"b", "c", ""));
    }

    [Fact]
    public void Another_tenants_key_gives_another_id() => Assert.NotEqual(KeyedId.Of(Key, "a", "b", "c"), KeyedId.Of(new byte[32], "a", "b", "c"));

    [Fact]
    public void A_key_of_thirty_one_bytes_is_refused_and_one_of_thirty_two_is_not()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => KeyedId.Of(new byte[31], "a", "b", "c"));
        Assert.Equal(8, KeyedId.Of(new byte[32], "a", "b", "c").Version);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused() => Assert.Throws<CanonicalException>(() => KeyedId.Of(Key, "a", "b", "\ud83d"));

    [Fact]
    public void A_decision_has_the_id_of_what_it_was_made_from() => Assert.Equal(
        "b28f0ee6-fa88-850f-84f8-c39c66d1aa71", ContentId.Of("t1", "c1", "membership", "abc", "review", "r1", "2026-01-31", "00", null).ToString());

    [Fact]
    public void An_absent_part_is_not_an_empty_one()
    {
        Assert.NotEqual(ContentId.Of("a", null), ContentId.Of("a", ""));
        Assert.NotEqual(ContentId.Of("a", null), ContentId.Of("a"));
        Assert.Equal("4f53cda1-8c2b-8a0c-8354-bb5f9a3ecbe5", ContentId.Of().ToString());
    }
}
