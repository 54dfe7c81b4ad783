using System.Globalization;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Http;
using CustomerTiering.Http.Json;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>Both times of a question: as of the end of a day, as the log knew it at a position.</summary>
/// <param name="AsOf">The day, included, in <paramref name="Zone"/>.</param>
/// <param name="Zone">Whose days are meant.</param>
/// <param name="Position">The last position that is taken into account, included.</param>
public sealed record AsKnown(DateOnly AsOf, ZoneRules Zone, long Position)
{
    /// <summary>What a caller asks, or all that is wrong with it.</summary>
    /// <param name="now">For what is left out: today, and all that is known.</param>
    /// <param name="asOf">The day; null for today.</param>
    /// <param name="knownAt">A position, or an instant in RFC 3339; null for everything.</param>
    /// <param name="timeZone">IANA name; null for UTC.</param>
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
                $"knownAt must be a log position, or a time in RFC 3339 with an offset, got '{(knownAt.Length > 64 ? knownAt[..64] + "…" : knownAt)}'."));
        }
        if (errors.Count > 0) return Problem.Invalid(errors);
        var head = (await reader.HeadAsync(tenant, cancel)).Position;
        // An answer names the position that it used; of one that is not there yet nothing more is known than of the head.
        var known = knownAt is null ? head : byPosition ? Math.Min(position, head) : await reader.PositionAtAsync(tenant, instant, cancel);
        return new AsKnown(asOf ?? zone.DayOf(Instant.Of(now)), zone, known);
    }
}

/// <summary>The time zone that a query names.</summary>
public static class QueryZone
{
    /// <summary>The zone, UTC where none is named; an error and UTC where there is none of that name.</summary>
    public static ZoneRules Read(string? timeZone, List<FieldError> errors)
    {
        if (timeZone is null) return ZoneRules.Utc;
        if (ZoneRules.TryFind(timeZone, out var zone)) return zone;
        errors.Add(new("timeZone", "unknown-zone", $"timeZone must be the IANA name of a time zone, such as Europe/Zurich, got '{(timeZone.Length > 64 ? timeZone[..64] + "…" : timeZone)}'."));
        return ZoneRules.Utc;
    }
}
