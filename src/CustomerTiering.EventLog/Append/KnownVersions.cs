namespace CustomerTiering.EventLog.Append;

/// <summary>
/// Versions of streams that a connection has seen committed, for the streams it appended to last. An event never goes away, so a version that was there is there, whoever
/// else appends meanwhile. Bounded: of two halves the older is given up when the younger is full.
/// </summary>
internal sealed class KnownVersions(int half = 8_192)
{
    private Dictionary<(TenantId, string), int> _younger = [];
    private Dictionary<(TenantId, string), int> _older = [];

    /// <summary>True: the stream has the version. False: it is not known.</summary>
    internal bool Has(TenantId tenant, string stream, int version) =>
        (_younger.TryGetValue((tenant, stream), out var known) || _older.TryGetValue((tenant, stream), out known)) && known >= version;

    /// <summary>Notes a version that was committed.</summary>
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
