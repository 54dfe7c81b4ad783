namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Committed versions of the streams a connection last appended to. Events are never deleted, so a version once seen exists, regardless of concurrent
/// appends. Bounded: when the younger half is full, the older is dropped.
/// </summary>
internal sealed class KnownVersions(int half = 8_192)
{
    private Dictionary<(TenantId, string), int> _younger = [];
    private Dictionary<(TenantId, string), int> _older = [];

    /// <summary>True if the version is known to exist; false if unknown.</summary>
    internal bool Has(TenantId tenant, string stream, int version) =>
        (_younger.TryGetValue((tenant, stream), out var known) || _older.TryGetValue((tenant, stream), out known)) && known >= version;

    internal void Note(TenantId tenant, string stream, int version)
    {
        if (_younger.Count == half)
        {
            (_younger, _older) = (_older, _younger);
            _younger.Clear();
        }
        _younger[(tenant, stream)] = version;
    }
}
