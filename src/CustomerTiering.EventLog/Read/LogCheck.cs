using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.EventLog.Read;

/// <summary>What came of looking at a whole log.</summary>
/// <param name="Position">The last position that is as it was recorded, with all before it.</param>
/// <param name="DamagedAt">The first position that is not, or null.</param>
/// <param name="Damage">What is wrong there, or null.</param>
public sealed record LogVerdict(long Position, long? DamagedAt, string? Damage);

/// <summary>
/// Looks at every event of a log: no position is missing, each leaf has its leaf hash and keeps the rules of a leaf, and the columns beside it say what the
/// leaf says.
/// </summary>
public sealed class LogCheck(LogReader reader)
{
    /// <summary>Reads the log from its beginning to its end, and stops at the first damage.</summary>
    /// <param name="cancellation">Stops looking.</param>
    /// <exception cref="UnknownTenantException">The tenant has no log here.</exception>
    public async Task<LogVerdict> RunAsync(TenantId tenant, CancellationToken cancellation = default)
    {
        var last = 0L;
        try
        {
            await foreach (var batch in reader.ReadAsync(tenant, 0, cancellation: cancellation))
            {
                foreach (var recorded in batch)
                {
                    if (Fault(tenant, recorded) is { } fault) throw new LogDamagedException(tenant, recorded.Position, fault);
                    last = recorded.Position;
                }
            }
            return new(last, null, null);
        }
        catch (LogDamagedException damage)
        {
            return new(damage.Position - 1, damage.Position, damage.Message);
        }
    }

    private static string? Fault(TenantId tenant, RecordedEvent recorded)
    {
        if (!LeafContent.TryParse(recorded.Leaf, out var leaf, out var fault)) return $"{fault.Code}: {fault.Message}";
        return leaf.Tenant != tenant.ToString() ? Other("tenant_id")
            : leaf.Stream != recorded.Stream.Value ? Other("stream")
            : leaf.Id != recorded.Id ? Other("event_id")
            : leaf.Type != recorded.Type ? Other("type")
            : leaf.Schema != recorded.Schema ? Other("schema")
            : leaf.Effective != recorded.Effective ? Other("effective")
            : leaf.Recorded != recorded.Recorded ? Other("recorded")
            : null;
    }

    private static string Other(string column) => $"the column {column} differs from the leaf.";
}
