using System.Reflection;
using CustomerTiering.EmbeddedPostgres.Cluster;

namespace CustomerTiering.EmbeddedPostgres.Tests.Cluster;

public sealed class ServerSettingsTests
{
    const long Gigabyte = 1024L * 1024 * 1024;

    [Theory]
    [InlineData(256L * 1024 * 1024, "128MB")]
    [InlineData(2 * Gigabyte, "512MB")]
    [InlineData(4 * Gigabyte, "1024MB")]
    [InlineData(64 * Gigabyte, "1024MB")]
    public void Shared_buffers_are_a_quarter_of_a_small_memory_and_one_gigabyte_of_a_large_one(long memory, string expected) =>
        Assert.Contains(("shared_buffers", expected), ServerSettings.ForKeeps(memory).Values);

    [Fact]
    public void Where_there_is_lz4_it_compresses_the_log_and_long_values_and_each_setting_is_said_once()
    {
        var settings = ServerSettings.ForKeeps(Gigabyte);

        Assert.DoesNotContain(settings.Values, setting => setting.Value == "lz4");
        Assert.Equal(["default_toast_compression", "wal_compression"],
            settings.WithLz4().Values.Where(setting => setting.Value == "lz4").Select(setting => setting.Name).Order());
        Assert.Single(settings.WithLz4().Values, setting => setting.Name == "wal_compression");
    }

    [Fact]
    public void Nothing_that_a_host_can_say_leads_to_a_server_without_fsync()
    {
        var sayable = typeof(EmbeddedServerOptions)
            .GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(property => property.Name).Order();

        Assert.Equal(["DataFolder", "MayDownload", "Patience", "Say"], sayable);
        Assert.Contains(("fsync", "on"), new EmbeddedServerOptions().Settings.Values);
        Assert.Contains(("fsync", "off"), ServerSettings.ThrowAway.Values);
    }
}
