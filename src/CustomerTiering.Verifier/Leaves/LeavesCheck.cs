using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Verifier.Leaves;

/// <summary>The result of checking leaves.</summary>
/// <param name="Line">The line of the damage, from 1; without damage, the number of lines.</param>
/// <param name="Damage">The first damage, or null.</param>
internal readonly record struct LeavesResult(long Line, LeafFault? Damage);

/// <summary>Checks a file of leaves line by line, in bounded memory, and stops at the first damage.</summary>
internal static class LeavesCheck
{
    internal static LeavesResult Run(TextReader lines)
    {
        var line = 0L;
        while (lines.ReadLine() is { } text)
        {
            line++;
            if (Damage(text) is { } damage) return new(line, damage);
        }
        return line == 0 ? new(1, new("no-leaves", "The file is empty.")) : new(line, null);
    }

    private static LeafFault? Damage(string text)
    {
        var (claim, fault) = LeafLine.Read(text);
        if (claim is null) return fault;
        // The hash is checked first, so that a changed byte is reported as such, not as the rule it happens to break.
        var hash = Leaf.Hash(claim.Leaf);
        if (!hash.AsSpan().SequenceEqual(claim.Hash))
            return new("leaf-hash",
                $"The leaf has the hash {Convert.ToHexStringLower(hash)}, but the line states {Convert.ToHexStringLower(claim.Hash)}.");
        return LeafContent.TryParse(claim.Leaf, out _, out fault) ? null : fault;
    }
}
