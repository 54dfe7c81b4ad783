namespace CustomerTiering.EventLog.Tests;

public sealed class TenantsTests(LogDatabase database) : IClassFixture<LogDatabase>
{
    [Fact]
    public async Task A_tenant_is_added_once_listed_and_known_by_its_name()
    {
        var tenants = new Tenants(database.Source);
        var tenant = new TenantId(Guid.NewGuid());
        Assert.False(await tenants.ExistsAsync(tenant));

        Assert.True(await tenants.AddAsync(tenant, "A company", Given.Noon));
        Assert.False(await tenants.AddAsync(tenant, "Another name", Given.Noon));

        Assert.True(await tenants.ExistsAsync(tenant));
        Assert.Contains(tenant, await tenants.ListAsync());
        Assert.Equal("A company", await tenants.NameAsync(tenant));
        Assert.Null(await tenants.NameAsync(new(Guid.NewGuid())));
    }
}
