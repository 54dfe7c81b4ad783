using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.EventLog.Read;

/// <summary>The result of checking a whole log.</summary>
/// <param name="Position">The last intact position, with all before it intact too.</param>
/// <param name="DamagedAt">The first damaged position, or null.</param>
/// <param name="Damage">The damage there, or null.</param>
public sealed record LogVerdict(long Position, long? DamagedAt, string? Damage);

/// <summary>
/// Checks every event of a log: no position is missing, each leaf is valid and matches its hash, and the columns agree with the leaf.
/// </summary>
public sealed class LogCheck(LogReader reader)
{
    /// <summary>Reads the log from beginning to end, and stops at the first damage.</summary>
    /// <exception cref="UnknownTenantException">The tenant has no log in this database.</exception>
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
