using System.Buffers;

namespace CustomerTiering.Evidence.Json;

/// <summary>Sorts the members of an object by UTF-16 code units.</summary>
internal static class CanonicalMembers
{
    /// <param name="Name">The member's name.</param>
    /// <param name="Start">The offset of its canonical value among the object's values.</param>
    /// <param name="Length">The length of that value in bytes.</param>
    internal readonly record struct Member(string Name, int Start, int Length);

    internal static void Write(IBufferWriter<byte> output, List<Member> members, ReadOnlySpan<byte> values)
    {
        members.Sort(static (a, b) => string.CompareOrdinal(a.Name, b.Name));
        output.Write("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            var member = members[i];
            if (i > 0)
            {
                if (member.Name == members[i - 1].Name) throw new CanonicalException("duplicate-member", "An object names a member twice.");
                output.Write(","u8);
            }
            CanonicalString.Write(output, member.Name);
            output.Write(":"u8);
            output.Write(values.Slice(member.Start, member.Length));
        }
        output.Write("}"u8);
    }
}
