using System.Buffers;

namespace CustomerTiering.Evidence.Json;

/// <summary>The members of one object, put into the order of UTF-16 code units.</summary>
internal static class CanonicalMembers
{
    /// <param name="Start">Where its canonical value begins among the values of the object.</param>
    /// <param name="Length">How many bytes that value has.</param>
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
