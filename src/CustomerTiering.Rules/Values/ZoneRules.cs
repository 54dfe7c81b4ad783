using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace CustomerTiering.Rules.Values;

/// <summary>A change of a zone's offset from UTC.</summary>
/// <param name="At">The first instant with the new offset.</param>
/// <param name="OffsetSeconds">Seconds east of UTC.</param>
public readonly record struct OffsetTransition(Instant At, int OffsetSeconds);

/// <summary>
/// A time zone as a list of its offset transitions from 1970 to 2050, so that a decision repeated in ten years uses the same days. The first offset
/// also applies before the first transition, the last one after the last.
/// </summary>
public sealed partial class ZoneRules
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private static readonly ImmutableArray<string> NotZones = ["posix", "right", "localtime", "posixrules", "Factory"];
    private static readonly int EpochDay = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;
    private readonly long[] _from;
    private readonly long[] _offset;

    /// <summary>Creates a zone from its transitions.</summary>
    /// <param name="id">The IANA name, such as <c>Asia/Shanghai</c>.</param>
    /// <param name="transitions">In ascending order of time, at least one.</param>
    public ZoneRules(string id, IEnumerable<OffsetTransition> transitions)
    {
        Id = id;
        Transitions = [.. transitions];
        if (Transitions.IsEmpty) throw new ArgumentException("A zone has at least one offset.", nameof(transitions));
        _from = [.. Transitions.Select(t => t.At.Microseconds)];
        _offset = [.. Transitions.Select(t => t.OffsetSeconds * 1_000_000L)];
        for (var i = 1; i < _from.Length; i++)
            if (_from[i] <= _from[i - 1]) throw new ArgumentException("Transitions ascend.", nameof(transitions));
    }

    /// <summary>The IANA name.</summary>
    public string Id { get; }

    /// <summary>The transitions, in ascending order of time.</summary>
    public ImmutableArray<OffsetTransition> Transitions { get; }

    /// <summary>UTC.</summary>
    public static ZoneRules Utc { get; } = new("UTC", [new(new(0), 0)]);

    /// <summary>Reads the zone's transitions from 1970 to 2050 from this machine; null if it does not know the name as an IANA zone.</summary>
    public static bool TryFind(string id, [NotNullWhen(true)] out ZoneRules? zone)
    {
        zone = Known(id) is { } info ? new(id, Read(info)) : null;
        return zone is not null;
    }

    /// <summary>Whether this machine knows the name as an IANA zone. Cheaper than <see cref="TryFind"/>.</summary>
    internal static bool Exists(string id) => Known(id) is not null;

    private static TimeZoneInfo? Known(string id)
    {
        // The system's lookup reads files by name and may ignore case. "right/" counts leap seconds, "localtime" is the machine's own setting.
        if (!IanaName().IsMatch(id) || NotZones.Contains(id.Split('/')[0])) return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var info) && info.HasIanaId && info.Id == id ? info : null;
    }

    /// <summary>The calendar day of <paramref name="instant"/> in this zone.</summary>
    public DateOnly DayOf(Instant instant)
    {
        var local = instant.Microseconds + OffsetAt(instant.Microseconds);
        return DateOnly.FromDayNumber(EpochDay + (int)Math.DivRem(local, MicrosecondsPerDay, out var rest) - (rest < 0 ? 1 : 0));
    }

    /// <summary>The first instant of <paramref name="day"/>: its midnight or, if that does not exist, the first instant after the gap.</summary>
    public Instant StartOf(DateOnly day) => FromLocal(day.ToDateTime(TimeOnly.MinValue));

    /// <summary>
    /// The instant at which clocks in this zone show <paramref name="local"/>. If that time occurs twice, the earlier instant. If it does not exist,
    /// it moves forward by the length of the gap.
    /// </summary>
    public Instant FromLocal(DateTime local)
    {
        var wanted = (local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
        long? earliest = null;
        for (var i = Math.Max(0, IndexAt(wanted) - 2); i < _from.Length
            && (i == 0 || _from[i] + _offset[i] - (2 * MicrosecondsPerDay) <= wanted); i++)
        {
            var candidate = wanted - _offset[i];
            if (IndexAt(candidate) == i && (earliest is null || candidate < earliest)) earliest = candidate;
        }
        // In a gap the offset before it applies, which moves the time forward by the gap's length.
        return new(earliest ?? wanted - _offset[GapBefore(wanted)]);
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*\\z")]
    private static partial Regex IanaName();

    private int GapBefore(long wanted)
    {
        for (var i = 1; i < _from.Length; i++)
            if (wanted >= _from[i] + _offset[i - 1] && wanted < _from[i] + _offset[i]) return i - 1;
        return 0;
    }

    private long OffsetAt(long instant) => _offset[IndexAt(instant)];

    private int IndexAt(long instant)
    {
        var found = Array.BinarySearch(_from, instant);
        return Math.Max(0, found >= 0 ? found : ~found - 1);
    }

    private static IEnumerable<OffsetTransition> Read(TimeZoneInfo info)
    {
        var at = new DateTime(1970, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var end = new DateTime(2051, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var offset = info.GetUtcOffset(at);
        yield return new(Instant.Of(at), (int)offset.TotalSeconds);
        for (var next = at.AddDays(1); next <= end; at = next, next = next.AddDays(1))
        {
            var then = info.GetUtcOffset(next);
            if (then == offset) continue;
            var (low, high) = (at, next);
            while (high - low > TimeSpan.FromSeconds(1))
            {
                var middle =
                    new DateTime(low.Ticks + ((high.Ticks - low.Ticks) / 2 / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond), DateTimeKind.Utc);
                if (info.GetUtcOffset(middle) == offset) low = middle;
                else high = middle;
            }
            offset = then;
            yield return new(Instant.Of(high), (int)offset.TotalSeconds);
        }
    }
}
