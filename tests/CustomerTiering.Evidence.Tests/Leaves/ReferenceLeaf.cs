using System.Text;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Evidence.Tests.Leaves;

/// <summary>The leaf whose bytes and hash were fixed before there was code.</summary>
internal static class ReferenceLeaf
{
    internal const string Data =
        """{"name":{"alg":"A256GCM","ct":"mP9jhfGxK8vOHvfm5hR1G52teh3jKw==","kc":"dAHyCNp9dagrHLqwg4LP/Q5jTNE5pD8/DVaTV5YuZWs=","kid":"cust-7f3a#1","n":"AAECAwQFBgcICQoL"},"tier":"gold"}""";

    internal const string Text =
        """{"actor":"svc:rules","data":""" + Data
        + ""","effective":"2026-11-20T16:00:00.000000Z","id":"0190b2f0-0000-7000-8000-000000000001","recorded":"2026-11-21T23:34:00.000000Z","schema":1,"stream":"cust-7f3a","tenant":"t1","type":"CustomerTierAssigned","v":1}""";

    internal const string Hash = "1542b6535c21a841aa599159f461d07e68377d6d195e28aa56b4a3e71289f2e4";

    internal static readonly Guid Id = Guid.Parse("0190b2f0-0000-7000-8000-000000000001");
    internal static readonly DateTimeOffset Effective = new(2026, 11, 20, 16, 0, 0, TimeSpan.Zero);
    internal static readonly DateTimeOffset Recorded = new(2026, 11, 21, 23, 34, 0, TimeSpan.Zero);

    internal static LeafDraft Draft() => LeafDraft.Create(
        "svc:rules", null, null, Encoding.UTF8.GetBytes(Data), Effective, Id, 1, "cust-7f3a", "t1", "CustomerTierAssigned");
}
