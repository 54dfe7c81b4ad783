using System.Text;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Tests;

/// <summary>Requests and events by the few words that matter to a test.</summary>
internal static class Given
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    internal static NewEvent Event(Guid? id = null, string content = "", Guid? subject = null, string data = "{\"amount\":\"12.50\"}") =>
        new(id ?? Guid.NewGuid(), "PurchaseMade", 1, Noon, subject, Encoding.UTF8.GetBytes(data), Encoding.UTF8.GetBytes(content));

    internal static StreamAppend Stream(string stream, int? expected, params NewEvent[] events) => new(new(stream), expected, events);

    internal static AppendRequest Request(TenantId tenant, params StreamAppend[] streams) => new(tenant, "svc:test", streams);

    internal static AppendRequest Request(TenantId tenant, string stream, int? expected, params NewEvent[] events) =>
        Request(tenant, Stream(stream, expected, events.Length == 0 ? [Event()] : events));

    internal static Idempotency Key(string key, string fingerprint = "a", string outcome = "{}") =>
        new("anna POST /purchases", key, Encoding.UTF8.GetBytes(fingerprint), Encoding.UTF8.GetBytes(outcome));

    internal static async Task<List<RecordedEvent>> AllAsync(this LogReader reader, TenantId tenant)
    {
        var all = new List<RecordedEvent>();
        await foreach (var batch in reader.ReadAsync(tenant, 0, batch: 500)) all.AddRange(batch);
        return all;
    }
}
