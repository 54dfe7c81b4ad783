using System.Security.Cryptography;
using CustomerTiering.Evidence.Persons;

namespace CustomerTiering.Evidence.Tests.Persons;

public class KeyEncryptionKeyTests
{
    // Computed with another program: AESGCM of Python's cryptography.
    private const string Wrapped =
        "01000102030405060708090a0b3a046e7b738942a7ca1b8ac9b4e0c2b493d53f1a7859bb44f639f28d5dac7741149b5c3299e5128ea92e499eff70c88e";

    private static readonly KeyEncryptionKey Kek = new("kek-1", Bytes(0x40, 32));
    private static readonly DataKey Key = new("cust-7f3a#1", Bytes(0, 32));

    [Fact]
    public void A_data_key_is_wrapped_in_the_stated_bytes() =>
        Assert.Equal(Wrapped, Convert.ToHexStringLower(Kek.Wrap(Key, "t1", "subject-1", Bytes(0, 12))));

    [Fact]
    public void A_wrapped_key_comes_back_whole()
    {
        using var random = RandomNumberGenerator.Create();
        var key = DataKey.Create("k#2", random);

        Assert.True(Kek.TryUnwrap(Kek.Wrap(key, "t1", "s", random), "t1", "s", "k#2", out var back));
        Assert.Equal(key.Key.ToArray(), back.Key.ToArray());
        Assert.Equal("k#2", back.Id);
    }

    [Theory]
    [InlineData("t2", "subject-1", "cust-7f3a#1")]
    [InlineData("t1", "subject-2", "cust-7f3a#1")]
    [InlineData("t1", "subject-1", "cust-7f3a#2")]
    [InlineData("t1\nsubject-1", "cust-7f3a#1", "")]
    public void A_wrapped_key_opens_in_its_own_row_alone(string tenant, string subject, string keyId)
    {
        Assert.True(Kek.TryUnwrap(Convert.FromHexString(Wrapped), "t1", "subject-1", "cust-7f3a#1", out _));
        Assert.False(Kek.TryUnwrap(Convert.FromHexString(Wrapped), tenant, subject, keyId, out var key));
        Assert.Null(key);
    }

    [Fact]
    public void Any_flipped_byte_is_found()
    {
        var whole = Convert.FromHexString(Wrapped);
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[i] ^= 1;
            Assert.False(Kek.TryUnwrap(damaged, "t1", "subject-1", "cust-7f3a#1", out _));
        }
        Assert.False(Kek.TryUnwrap(whole.AsSpan(1), "t1", "subject-1", "cust-7f3a#1", out _));
        Assert.False(Kek.TryUnwrap([], "t1", "subject-1", "cust-7f3a#1", out _));
    }

    [Fact]
    public void Another_key_opens_nothing() =>
        Assert.False(
            new KeyEncryptionKey("kek-2", Bytes(0x41, 32)).TryUnwrap(Convert.FromHexString(Wrapped), "t1", "subject-1", "cust-7f3a#1", out _));

    [Fact]
    public void A_key_is_never_printed() => Assert.Equal("key cust-7f3a#1", Key.ToString());

    private static byte[] Bytes(int from, int count) => [.. Enumerable.Range(from, count).Select(i => (byte)i)];
}
