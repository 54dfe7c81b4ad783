using CustomerTiering.EventLog.Append;

namespace CustomerTiering.EventLog.Tests.Append;

public sealed class KnownVersionsTests
{
    private static readonly TenantId Tenant = new(Guid.NewGuid());

    [Fact]
    public void A_version_that_was_seen_and_those_before_it_are_known_and_the_next_is_not()
    {
        var known = new KnownVersions();
        known.Note(Tenant, "tier/1", 3);

        Assert.Equal([true, true, false], ((int[])[2, 3, 4]).Select(version => known.Has(Tenant, "tier/1", version)));
        Assert.False(known.Has(Tenant, "tier/2", 1));
        Assert.False(known.Has(new(Guid.NewGuid()), "tier/1", 3));
    }

    [Fact]
    public void Of_more_streams_than_it_holds_the_oldest_are_forgotten()
    {
        var known = new KnownVersions(half: 2);
        for (var stream = 1; stream <= 4; stream++) known.Note(Tenant, $"tier/{stream}", 1);
        Assert.All([1, 2, 3, 4], stream => Assert.True(known.Has(Tenant, $"tier/{stream}", 1)));

        known.Note(Tenant, "tier/5", 1);

        Assert.Equal([false, false, true, true, true], Enumerable.Range(1, 5).Select(stream => known.Has(Tenant, $"tier/{stream}", 1)));
    }
}
