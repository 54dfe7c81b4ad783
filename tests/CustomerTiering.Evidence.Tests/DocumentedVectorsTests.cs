using System.Text;
using CustomerTiering.Evidence.Ids;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Evidence.Persons;
using CustomerTiering.Evidence.Tests.Leaves;

namespace CustomerTiering.Evidence.Tests;

/// <summary>What the page about evidence quotes is what the code makes.</summary>
public class DocumentedVectorsTests
{
    [Fact]
    public void The_page_quotes_what_the_code_makes()
    {
        byte[] key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];
        var dataKey = new DataKey("cust-7f3a#1", key);
        var leaf = ReferenceLeaf.Draft().Stamp(ReferenceLeaf.Recorded);
        var first = FactsDigest.Next(FactsDigest.Empty(), Leaf.Hash([]));
        string[] quoted =
        [
            Encoding.UTF8.GetString(leaf.Bytes.Span),
            Convert.ToHexStringLower(leaf.Hash),
            Convert.ToHexStringLower(dataKey.Encryption),
            Convert.ToHexStringLower(dataKey.Commitment),
            Convert.ToHexStringLower(first),
            Convert.ToHexStringLower(FactsDigest.Next(first, Leaf.Hash([0]))),
            KeyedId.Of(key, "webshop", "purchase", "A-1001").ToString(),
            $"{leaf.Bytes.Length} bytes",
            FormattableString.Invariant($"at most {Leaf.MaxBytes:N0} bytes"),
        ];

        var page = File.ReadAllText(Path.Combine(Root(), "docs", "evidence.md"));

        Assert.All(quoted, text => Assert.Contains(text, page));
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CustomerTiering.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the checkout.");
        return folder.FullName;
    }
}
