using System.Text;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Verifier.Leaves;

namespace CustomerTiering.Verifier.Tests.Leaves;

public class LeavesCheckTests
{
    [Fact]
    public void Sound_leaves_pass_as_bytes_and_as_text()
    {
        var result = Check(LeafFile.Line(1), LeafFile.Line(2, text: true), LeafFile.Line(3));

        Assert.Equal(new(3, null), result);
    }

    [Fact]
    public void Any_flipped_byte_is_found_in_its_line()
    {
        var sound = LeafFile.Leaf(2);
        Assert.Equal(263, sound.Bytes.Length);
        for (var i = 0; i < sound.Bytes.Length; i++)
        {
            var damaged = sound.Bytes.ToArray();
            damaged[i] ^= 1;

            var result = Check(LeafFile.Line(1), LeafFile.Line(damaged, sound.Hash), LeafFile.Line(3));

            Assert.Equal((2, "leaf-hash"), (result.Line, result.Damage?.Code));
        }
    }

    [Fact]
    public void Any_flipped_byte_of_the_hash_is_found()
    {
        var sound = LeafFile.Leaf(1);
        Assert.Equal(32, sound.Hash.Length);
        for (var i = 0; i < sound.Hash.Length; i++)
        {
            var damaged = (byte[])sound.Hash.Clone();
            damaged[i] ^= 0x80;

            Assert.Equal("leaf-hash", Check(LeafFile.Line(sound.Bytes.Span, damaged)).Damage?.Code);
        }
    }

    [Theory]
    [InlineData("\"number\":1", "\"number\": 1", "not-canonical")]
    [InlineData("\"number\":1", "\"number\":0.5", "number")]
    [InlineData(",\"v\":1}", ",\"v\":1,\"w\":1}", "members")]
    [InlineData("\"tenant\":\"t1\",", "", "members")]
    public void A_leaf_that_breaks_a_rule_is_found_though_its_hash_is_right(string from, string to, string code)
    {
        var text = Encoding.UTF8.GetString(LeafFile.Leaf(1).Bytes.Span);
        Assert.Contains(from, text);
        var bent = Encoding.UTF8.GetBytes(text.Replace(from, to));

        Assert.Equal(code, Check(LeafFile.Line(bent, Leaf.Hash(bent))).Damage?.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"leaf\":\"e30=\"}")]
    [InlineData("{\"leaf\":1,\"leafHash\":\"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\"}")]
    [InlineData("{\"leaf\":\"e31=\",\"leafHash\":\"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\"}")]
    [InlineData("{\"leaf\":\"e30=\",\"leafHash\":\"6E340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\"}")]
    [InlineData("{\"leaf\":\"e30=\",\"leafHash\":\"6e34\"}")]
    [InlineData("{\"leaf\":\"{\\ud83d}\",\"leafHash\":\"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d\"}")]
    [InlineData("{\"\\ud83d\":1}")]
    [InlineData("{\"leaf\":\"\\ud83d\",\"leafHash\":\"\\ud83d\"}")]
    public void A_line_of_another_form_is_damage_of_that_line(string line)
    {
        var result = Check(LeafFile.Line(1), line);

        Assert.Equal((2, "line"), (result.Line, result.Damage?.Code));
    }

    [Fact]
    public void A_member_that_nothing_checks_is_refused_and_so_is_one_given_twice()
    {
        Assert.Equal("line", Check(LeafFile.Line(1).Replace("{\"leaf\"", "{\"position\":7,\"leaf\"")).Damage?.Code);
        Assert.Equal("line", Check(LeafFile.Line(1).Replace("{\"leaf\"", "{\"leaf\":\"e30=\",\"leaf\"")).Damage?.Code);
    }

    [Fact]
    public void An_empty_file_is_no_evidence() => Assert.Equal("no-leaves", Check().Damage?.Code);

    private static LeavesResult Check(params string[] lines) => LeavesCheck.Run(new StringReader(string.Concat(lines.Select(line => line + "\n"))));
}
