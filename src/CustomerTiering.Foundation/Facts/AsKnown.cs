using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Http;
using CustomerTiering.Http.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>A bitemporal point: as of the end of a day, as known at a position of the log.</summary>
/// <param name="AsOf">The day, inclusive, in <paramref name="Zone"/>.</param>
/// <param name="Zone">The time zone of the day.</param>
/// <param name="Position">The last position taken into account, inclusive.</param>
public sealed record AsKnown(DateOnly AsOf, ZoneRules Zone, long Position)
{
    /// <summary>
    /// Parses a caller's query. <paramref name="asOf"/> defaults to today, <paramref name="knownAt"/> (a position, or an instant in RFC 3339) to the
    /// head of the log, and <paramref name="timeZone"/> (an IANA name) to UTC. All errors are reported at once.
    /// </summary>
    public static async Task<Result<AsKnown>> ReadAsync(
        LogReader reader, TenantId tenant, DateTimeOffset now, DateOnly? asOf, string? knownAt, string? timeZone, CancellationToken cancel)
    {
        var errors = new List<FieldError>();
        var zone = QueryZone.Read(timeZone, errors);
        var byPosition = long.TryParse(knownAt, NumberStyles.None, CultureInfo.InvariantCulture, out var position);
        var instant = now;
        if (knownAt is not null && !byPosition && !Rfc3339.TryRead(knownAt, out instant))
        {
            errors.Add(new("knownAt", "known-at-form",
                $"knownAt must be a log position, or a time in RFC 3339 with an offset, got "
                    + $"'{(knownAt.Length > 64 ? knownAt[..64] + "…" : knownAt)}'."));
        }
        if (errors.Count > 0) return Problem.Invalid(errors);
        var head = (await reader.HeadAsync(tenant, cancel)).Position;
        // The answer states the position that was used; a position beyond the head is reduced to the head.
        var known = knownAt is null ? head : byPosition ? Math.Min(position, head) : await reader.PositionAtAsync(tenant, instant, cancel);
        return new AsKnown(asOf ?? zone.DayOf(Instant.Of(now)), zone, known);
    }
}

public static class QueryZone
{
    /// <summary>The named zone, or UTC for null; for an unknown name, UTC and an error.</summary>
    public static ZoneRules Read(string? timeZone, List<FieldError> errors)
    {
        if (timeZone is null) return ZoneRules.Utc;
        if (ZoneRules.TryFind(timeZone, out var zone)) return zone;
        errors.Add(new("timeZone", "unknown-zone",
            $"timeZone must be the IANA name of a time zone, such as Europe/Zurich, got "
                + $"'{(timeZone.Length > 64 ? timeZone[..64] + "…" : timeZone)}'."));
        return ZoneRules.Utc;
    }
}
