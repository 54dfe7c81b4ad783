using System.Security.Cryptography;
using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Evidence.Tests.Leaves;

namespace CustomerTiering.Evidence.Tests.Persons;

public class PersonalFieldTests
{
    private const string Field =
        """{"alg":"A256GCM","ct":"mP9jhfGxK8vOHvfm5hR1G52teh3jKw==","kc":"dAHyCNp9dagrHLqwg4LP/Q5jTNE5pD8/DVaTV5YuZWs=","kid":"cust-7f3a#1","n":"AAECAwQFBgcICQoL"}""";

    private static readonly DataKey Key = new("cust-7f3a#1", Bytes(0, 32));
    private static readonly FieldPlace Place = new("t1", "cust-7f3a", ReferenceLeaf.Id, "CustomerTierAssigned", 1, "/name");

    [Fact]
    public void The_keys_of_the_reference_are_derived()
    {
        Assert.Equal("696d755d815dd72823ea4ce8d00ff1c2658ff2019e1d2f26abe8b3a3129db3cb", Convert.ToHexStringLower(Key.Encryption));
        Assert.Equal("7401f208da7d75a82b1cbab08382cffd0e634cd139a43f3f0d569357962e656b", Convert.ToHexStringLower(Key.Commitment));
    }

    [Fact]
    public void The_reference_field_comes_out_byte_for_byte_and_opens()
    {
        var field = PersonalField.Seal(Key, Place, "\"Zoë\""u8, Bytes(0, 12));

        Assert.Equal(Field, Encoding.UTF8.GetString(field));
        Assert.Contains(Field, ReferenceLeaf.Text);
        Assert.True(CanonicalJson.IsCanonical(field));
        Assert.Equal("\"Zoë\"", Opened(Key, Place, field));
        Assert.Equal("cust-7f3a#1", PersonalField.KeyId(field));
    }

    [Fact]
    public void Two_fields_of_one_value_have_nonces_of_their_own_and_both_open()
    {
        using var random = RandomNumberGenerator.Create();
        var a = PersonalField.Seal(Key, Place, "\"x\""u8, random);
        var b = PersonalField.Seal(Key, Place, "\"x\""u8, random);

        Assert.NotEqual(a, b);
        Assert.Equal(("\"x\"", "\"x\""), (Opened(Key, Place, a), Opened(Key, Place, b)));
    }

    [Fact]
    public void A_key_of_the_same_name_but_other_bytes_is_found_by_the_commitment() =>
        Assert.Equal("commitment", Refused(new("cust-7f3a#1", Bytes(1, 32)), Place, Field));

    [Fact]
    public void A_field_of_another_key_is_told_by_its_name() => Assert.Equal("other-key", Refused(new("cust-7f3a#2", Bytes(0, 32)), Place, Field));

    [Fact]
    public void A_forged_commitment_does_not_open_the_field()
    {
        var other = new DataKey("cust-7f3a#1", Bytes(1, 32));
        var forged = Field.Replace("dAHyCNp9dagrHLqwg4LP/Q5jTNE5pD8/DVaTV5YuZWs=", Convert.ToBase64String(other.Commitment));

        Assert.Equal("altered", Refused(other, Place, forged));
        Assert.Equal("commitment", Refused(Key, Place, forged));
    }

    [Fact]
    public void A_field_moved_elsewhere_does_not_open()
    {
        FieldPlace[] elsewhere =
        [
            Place with { Tenant = "t2" }, Place with { Stream = "cust-7f3b" }, Place with { EventId = Guid.Empty }, Place with { Type = "Other" },
            Place with { Schema = 2 }, Place with { Pointer = "/mail" }, Place with { Pointer = "/name\n" },
        ];

        Assert.All(elsewhere, place => Assert.Equal("altered", Refused(Key, place, Field)));
    }

    [Theory]
    [InlineData("mP9j", "mP9k", "altered")]
    [InlineData("AAECAwQFBgcICQoL", "AAECAwQFBgcICQoM", "altered")]
    [InlineData("AAECAwQFBgcICQoL", "AAECAwQFBgcICQ==", "malformed")]
    [InlineData("mP9jhfGxK8vOHvfm5hR1G52teh3jKw==", "mP9jhfGxK8vOHvfm5hR1G52teh3jKx==", "malformed")]
    [InlineData("mP9jhfGxK8vOHvfm5hR1G52teh3jKw==", "mP9jhfGxK8vOHvfm5hR1G52teh3jKw", "malformed")]
    [InlineData("mP9jhfGxK8vOHvfm5hR1G52teh3jKw==", "mP9jhfGxK8vOHvfm5hR1 G52teh3jKw==", "malformed")]
    [InlineData("mP9jhfGxK8vOHvfm5hR1G52teh3jKw==", "mP9j", "malformed")]
    [InlineData("A256GCM", "A128GCM", "malformed")]
    [InlineData("\"kid\"", "\"kie\"", "malformed")]
    [InlineData("{\"alg\"", "{ \"alg\"", "malformed")]
    [InlineData("QoL\"}", "QoL\",\"z\":1}", "malformed")]
    [InlineData(Field, "\"Zoë\"", "malformed")]
    [InlineData(Field, "{", "malformed")]
    [InlineData(Field, "{}", "malformed")]
    public void A_damaged_field_is_a_result_and_no_exception(string from, string to, string code)
    {
        Assert.Contains(from, Field);
        Assert.Equal(code, Refused(Key, Place, Field.Replace(from, to)));
    }

    [Fact]
    public void An_empty_value_is_sealed_and_opened() => Assert.Equal("", Opened(Key, Place, PersonalField.Seal(Key, Place, [], Bytes(0, 12))));

    [Fact]
    public void A_place_with_a_line_break_is_refused() =>
        Assert.Throws<ArgumentException>(() => PersonalField.Seal(Key, Place with { Stream = "a\nb" }, "1"u8, Bytes(0, 12)));

    private static string Opened(DataKey key, in FieldPlace place, ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(Assert.IsType<OpenedField.Plain>(PersonalField.Open(key, place, field)).Value.Span);

    private static string Refused(DataKey key, in FieldPlace place, string field) =>
        Assert.IsType<OpenedField.NotVerifiable>(PersonalField.Open(key, place, Encoding.UTF8.GetBytes(field))).Code;

    private static byte[] Bytes(int from, int count) => [.. Enumerable.Range(from, count).Select(i => (byte)i)];
}
