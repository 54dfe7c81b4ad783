using System.Diagnostics.CodeAnalysis;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>What a leaf says.</summary>
/// <param name="Actor">Who did it.</param>
/// <param name="Cause">What led to it, or null.</param>
/// <param name="Correlation">What it belongs to, or null.</param>
/// <param name="Data">The body: the slice of the leaf, canonical JSON of an object.</param>
/// <param name="Effective">When what it tells happened or holds from; UTC.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Recorded">When the log learned it; UTC.</param>
/// <param name="Schema">The version of the body's shape, from 1.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Type">The stored name of the event's type.</param>
public sealed record LeafContent(
    string Actor, string? Cause, string? Correlation, ReadOnlyMemory<byte> Data, DateTimeOffset Effective, Guid Id, DateTimeOffset Recorded,
    int Schema, string Stream, string Tenant, string Type)
{
    /// <summary>
    /// Reads a leaf and checks all that can be checked of it alone: at most <see cref="Leaf.MaxBytes"/>, canonical, exactly the members of
    /// version 1 with values of their kind, and in the body no number but integers from -(2^53 - 1) to 2^53 - 1.
    /// </summary>
    /// <param name="leaf">The bytes; <see cref="Data"/> is a slice of them.</param>
    /// <param name="content">What it says; null if it returns false.</param>
    /// <param name="fault">The first broken rule; null if it returns true.</param>
    public static bool TryParse(ReadOnlyMemory<byte> leaf, [NotNullWhen(true)] out LeafContent? content, [NotNullWhen(false)] out LeafFault? fault)
    {
        (content, fault) = LeafReader.Read(leaf);
        return fault is null;
    }
}
