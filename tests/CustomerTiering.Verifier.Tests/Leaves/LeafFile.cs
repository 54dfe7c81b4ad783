using System.Text;
using System.Text.Json;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Verifier.Tests.Leaves;

/// <summary>Files of leaves, sound ones and damaged ones.</summary>
internal static class LeafFile
{
    internal static StampedLeaf Leaf(int number) => LeafDraft.Create(
        "svc:rules", null, null, Encoding.UTF8.GetBytes($$"""{"name":"Zoë","number":{{number}}}"""), DateTimeOffset.UnixEpoch,
        new Guid(number, 0, 0, new byte[8]), 1, $"customer/{number}", "t1", "CustomerRegistered").Stamp(DateTimeOffset.UnixEpoch.AddDays(number));

    internal static string Line(ReadOnlySpan<byte> leaf, ReadOnlySpan<byte> hash, bool text = false) => JsonSerializer.Serialize(
        new { leaf = text ? Encoding.UTF8.GetString(leaf) : Convert.ToBase64String(leaf), leafHash = Convert.ToHexStringLower(hash) });

    internal static string Line(int number, bool text = false) => Line(Leaf(number).Bytes.Span, Leaf(number).Hash, text);
}
