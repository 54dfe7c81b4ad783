using System.Diagnostics.CodeAnalysis;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>The content of a leaf.</summary>
/// <param name="Actor">The subject id of the person or service who appended it.</param>
/// <param name="Cause">The cause, or null.</param>
/// <param name="Correlation">What groups it with other events, or null.</param>
/// <param name="Data">The body: a slice of the leaf, canonical JSON of an object.</param>
/// <param name="Effective">When the fact happened or takes effect; UTC.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Recorded">When it was recorded; UTC.</param>
/// <param name="Schema">The schema version of the body, from 1.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Tenant">The tenant's id.</param>
/// <param name="Type">The stored name of the event's type.</param>
public sealed record LeafContent(
    string Actor, string? Cause, string? Correlation, ReadOnlyMemory<byte> Data, DateTimeOffset Effective, Guid Id, DateTimeOffset Recorded,
    int Schema, string Stream, string Tenant, string Type)
{
    /// <summary>
    /// Parses and validates a single leaf: at most <see cref="Leaf.MaxBytes"/>, canonical, exactly the members of version 1 with values of their
    /// type, and in the body only integers from -(2^53 - 1) to 2^53 - 1 as numbers.
    /// </summary>
    /// <param name="leaf">The bytes; <see cref="Data"/> is a slice of them.</param>
    /// <param name="content">The content; null if false is returned.</param>
    /// <param name="fault">The first broken rule; null if true is returned.</param>
    public static bool TryParse(ReadOnlyMemory<byte> leaf, [NotNullWhen(true)] out LeafContent? content, [NotNullWhen(false)] out LeafFault? fault)
    {
        (content, fault) = LeafReader.Read(leaf);
        return fault is null;
    }
}
