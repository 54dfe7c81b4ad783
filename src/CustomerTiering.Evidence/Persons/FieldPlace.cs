namespace CustomerTiering.Evidence.Persons;

/// <summary>The place of a personal field. A field opens only there: moved to another event or member, it is not verifiable.</summary>
/// <param name="Tenant">The tenant's id, as in the leaf.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="EventId">The event's id.</param>
/// <param name="Type">The stored name of the event's type.</param>
/// <param name="Schema">The schema version of the body.</param>
/// <param name="Pointer">The member within the body, as a JSON pointer (RFC 6901): <c>/name</c>.</param>
public readonly record struct FieldPlace(string Tenant, string Stream, Guid EventId, string Type, int Schema, string Pointer)
{
    /// <summary>
    /// The associated data: <c>"v1" LF tenant LF stream LF eventId LF type LF schema LF pointer</c>; null if a part contains a line break.
    /// </summary>
    internal byte[]? Bound() => Gcm.Lines(["v1", Tenant, Stream, EventId.ToString("D"), Type, FormattableString.Invariant($"{Schema}"), Pointer]);
}
