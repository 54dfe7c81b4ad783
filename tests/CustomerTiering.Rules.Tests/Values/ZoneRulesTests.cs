using System.Text.Json.Nodes;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Values;

public sealed class ZoneRulesTests
{
    private static ZoneRules Zone(string id) => ZoneRules.TryFind(id, out var zone) ? zone : throw new InvalidOperationException($"no zone {id}");

    private static Instant At(string rfc3339) => Instant.Of(DateTimeOffset.Parse(rfc3339, null));

    private static double HoursOf(ZoneRules zone, DateOnly day) =>
        (zone.StartOf(day.AddDays(1)).Microseconds - zone.StartOf(day).Microseconds) / 3.6e9;

    [Theory]
    [InlineData("Europe/Berlin", "2026-03-29", 23)]
    [InlineData("Europe/Berlin", "2026-03-30", 24)]
    [InlineData("Europe/Berlin", "2026-10-25", 25)]
    [InlineData("Australia/Lord_Howe", "2026-04-05", 24.5)]
    [InlineData("Australia/Lord_Howe", "2026-10-04", 23.5)]
    [InlineData("America/Sao_Paulo", "2018-11-04", 23)]
    [InlineData("America/Sao_Paulo", "2018-02-17", 25)]
    [InlineData("Asia/Beirut", "2022-03-27", 23)]
    [InlineData("Africa/Cairo", "2023-04-28", 23)]
    [InlineData("Pacific/Apia", "2011-12-30", 0)]
    [InlineData("Asia/Shanghai", "2026-03-29", 24)]
    public void A_day_has_the_hours_that_clocks_in_the_zone_gave_it(string id, string day, double hours) =>
        Assert.Equal(hours, HoursOf(Zone(id), DateOnly.Parse(day, null)));

    [Theory]
    [InlineData("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z")]
    [InlineData("Asia/Beirut", "2022-03-27", "2022-03-26T22:00:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z")]
    public void A_day_without_a_midnight_starts_after_the_gap(string id, string day, string start)
    {
        var zone = Zone(id);
        var first = zone.StartOf(DateOnly.Parse(day, null));

        Assert.Equal(At(start), first);
        Assert.Equal(DateOnly.Parse(day, null), zone.DayOf(first));
        Assert.Equal(DateOnly.Parse(day, null).AddDays(-1), zone.DayOf(new(first.Microseconds - 1)));
    }

    [Theory]
    [InlineData("2026-10-25T01:59:59", "2026-10-24T23:59:59Z")]
    [InlineData("2026-10-25T02:00:00", "2026-10-25T00:00:00Z")]
    [InlineData("2026-10-25T02:59:59", "2026-10-25T00:59:59Z")]
    [InlineData("2026-10-25T03:00:00", "2026-10-25T02:00:00Z")]
    public void A_local_time_that_occurs_twice_is_the_earlier(string local, string instant) =>
        Assert.Equal(At(instant), Zone("Europe/Berlin").FromLocal(DateTime.Parse(local, null)));

    [Theory]
    [InlineData("2026-03-29T01:59:59", "2026-03-29T00:59:59Z")]
    [InlineData("2026-03-29T02:00:00", "2026-03-29T01:00:00Z")]
    [InlineData("2026-03-29T02:30:00", "2026-03-29T01:30:00Z")]
    [InlineData("2026-03-29T02:59:59", "2026-03-29T01:59:59Z")]
    [InlineData("2026-03-29T03:00:00", "2026-03-29T01:00:00Z")]
    public void A_local_time_that_does_not_exist_moves_forward_by_the_gap(string local, string instant) =>
        Assert.Equal(At(instant), Zone("Europe/Berlin").FromLocal(DateTime.Parse(local, null)));

    [Fact]
    public void A_midnight_that_occurs_twice_starts_its_day_the_first_time()
    {
        // Havana went back from 01:00 to 00:00.
        var zone = Zone("America/Havana");
        var start = zone.StartOf(new(2026, 11, 1));

        Assert.Equal(At("2026-11-01T04:00:00Z"), start);
        Assert.Equal(new DateOnly(2026, 10, 31), zone.DayOf(new(start.Microseconds - 1)));
    }

    [Theory]
    [InlineData("1969-12-31T23:59:59.999999Z", "1969-12-31")]
    [InlineData("1970-01-01T00:00:00Z", "1970-01-01")]
    [InlineData("1969-12-31T00:00:00Z", "1969-12-31")]
    [InlineData("1969-12-30T23:59:59.999999Z", "1969-12-30")]
    [InlineData("0001-01-01T00:00:00Z", "0001-01-01")]
    public void Instants_before_1970_have_their_day(string instant, string day) =>
        Assert.Equal(DateOnly.Parse(day, null), ZoneRules.Utc.DayOf(At(instant)));

    [Fact]
    public void Every_hour_of_a_year_is_found_again_from_its_local_time_or_an_hour_earlier()
    {
        foreach (var id in new[] { "Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Australia/Lord_Howe", "Pacific/Apia", "America/Havana" })
        {
            var zone = Zone(id);
            Assert.True(TimeZoneInfo.TryFindSystemTimeZoneById(id, out var info));
            for (var at = new DateTimeOffset(2011, 1, 1, 0, 0, 0, TimeSpan.Zero); at.Year < 2012; at = at.AddMinutes(30))
            {
                var local = TimeZoneInfo.ConvertTime(at, info).DateTime;
                var found = zone.FromLocal(local).ToDateTimeOffset();
                var expected = info.IsAmbiguousTime(local)
                    ? at.UtcDateTime.Add(info.GetUtcOffset(at) - info.GetAmbiguousTimeOffsets(local).Max()) : at.UtcDateTime;
                Assert.Equal(expected, found.UtcDateTime);
                Assert.Equal(DateOnly.FromDateTime(local), zone.DayOf(Instant.Of(at)));
            }
        }
    }

    [Theory]
    [InlineData("Asia/Shanghai", true)]
    [InlineData("UTC", true)]
    [InlineData("Etc/GMT+8", true)]
    [InlineData("America/Argentina/Buenos_Aires", true)]
    [InlineData("", false)]
    [InlineData("asia/shanghai", false)]
    [InlineData("Mars/Olympus", false)]
    [InlineData("China Standard Time", false)]
    [InlineData("posix/Asia/Shanghai", false)]
    [InlineData("right/Asia/Shanghai", false)]
    [InlineData("../zoneinfo/Asia/Shanghai", false)]
    [InlineData("/etc/localtime", false)]
    [InlineData("localtime", false)]
    [InlineData("Asia", false)]
    [InlineData("Asia/", false)]
    [InlineData("tzdata.zi", false)]
    [InlineData("Factory", false)]
    public void Only_IANA_names_are_zones_in_their_own_case(string id, bool known)
    {
        Assert.True(ZoneRules.TryFind("Asia/Shanghai", out _));
        Assert.Equal(known, ZoneRules.TryFind(id, out _));
    }

    [Theory]
    [InlineData("Asia/Shanghai")]
    [InlineData("Europe/Berlin")]
    [InlineData("Africa/Casablanca")]
    [InlineData("UTC")]
    public void A_zone_is_read_again_from_what_a_policy_carries(string id)
    {
        var zone = Zone(id);

        Assert.True(ZoneRules.TryParse(JsonNode.Parse(zone.ToJson().ToJsonString()), out var again));
        Assert.True(ZoneRules.TryParse(zone.ToJson(), out var direct));
        Assert.Equal((zone.Id, zone.Transitions.AsEnumerable()), (again.Id, again.Transitions.AsEnumerable()),
            (a, b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2));
        Assert.Equal(again.Transitions.AsEnumerable(), direct.Transitions.AsEnumerable());
    }

    [Fact]
    public void The_frozen_form_is_pairs_of_whole_seconds() =>
        Assert.Equal("""{"id":"UTC","transitions":[[0,0]]}""", ZoneRules.Utc.ToJson().ToJsonString());

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"id":"X"}""")]
    [InlineData("""{"id":"X","transitions":[]}""")]
    [InlineData("""{"id":"","transitions":[[0,0]]}""")]
    [InlineData("""{"id":1,"transitions":[[0,0]]}""")]
    [InlineData("""{"id":"X","transitions":[[0]]}""")]
    [InlineData("""{"id":"X","transitions":[[0,0,0]]}""")]
    [InlineData("""{"id":"X","transitions":[["0",0]]}""")]
    [InlineData("""{"id":"X","transitions":[[0.5,0]]}""")]
    [InlineData("""{"id":"X","transitions":[[0,86400]]}""")]
    [InlineData("""{"id":"X","transitions":[[0,-86400]]}""")]
    [InlineData("""{"id":"X","transitions":[[1e30,0]]}""")]
    [InlineData("""{"id":"X","transitions":[[253402300800,0]]}""")]
    [InlineData("""{"id":"X","transitions":[[-62135596801,0]]}""")]
    [InlineData("""{"id":"X","transitions":[[5,0],[5,3600]]}""")]
    [InlineData("""{"id":"X","transitions":[[5,0],[4,3600]]}""")]
    [InlineData("""{"id":"X","transitions":[[0,0]],"more":1}""")]
    public void What_is_no_frozen_zone_is_not_read_as_one(string json) => Assert.False(ZoneRules.TryParse(JsonNode.Parse(json), out _));

    [Theory]
    [InlineData("""{"id":"X","transitions":[[0,86399]]}""")]
    [InlineData("""{"id":"X","transitions":[[253402300799,-86399]]}""")]
    [InlineData("""{"id":"X","transitions":[[-62135596800,0],[0,1]]}""")]
    public void A_frozen_zone_may_go_to_its_bounds(string json) => Assert.True(ZoneRules.TryParse(JsonNode.Parse(json), out _));
}
