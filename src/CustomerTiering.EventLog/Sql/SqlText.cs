using System.Reflection;

namespace CustomerTiering.EventLog.Sql;

/// <summary>The statements of this assembly: one file an operation, embedded.</summary>
internal static class SqlText
{
    internal static readonly string SetTenant = Read("append.set-tenant");
    internal static readonly string Lock = Read("append.lock");
    internal static readonly string Move = Read("append.move");
    internal static readonly string Keep = Read("append.keep");
    internal static readonly string Presumed = Read("append.presumed");
    internal static readonly string Judge = Read("append.judge");
    internal static readonly string Find = Read("append.find");

    internal static readonly string KnownStreams = Read("append.known-streams");
    internal static readonly string KnownIds = Read("append.known-ids");
    internal static readonly string KnownKeys = Read("append.known-keys");
    internal static readonly string BulkTable = Read("append.bulk-table");
    internal static readonly string BulkCopy = Read("append.bulk-copy");
    internal static readonly string BulkInsert = Read("append.bulk-insert");
    internal static readonly string BulkClose = Read("append.bulk-close");
    internal static readonly string BulkKeep = Read("append.bulk-keep");
    internal static readonly string BulkMove = Read("append.bulk-move");
    internal static readonly string SetTenantToRead = Read("read.set-tenant");
    internal static readonly string Head = Read("read.head");
    internal static readonly string ReadLog = Read("read.log");
    internal static readonly string ReadStream = Read("read.stream");
    internal static readonly string ReadSubject = Read("read.subject");
    internal static readonly string ReadSubjectBack = Read("read.subject-back");
    internal static readonly string ReadEvent = Read("read.event");
    internal static readonly string ReadStreams = Read("read.streams");
    internal static readonly string ReadEvents = Read("read.events");
    internal static readonly string Versions = Read("read.versions");
    internal static readonly string Outcome = Read("read.outcome");
    internal static readonly string PositionAt = Read("read.position-at");

    internal static string Read(string name) => Read(typeof(SqlText).Assembly, $"CustomerTiering.EventLog.Sql.{name}.sql");

    internal static string Read(Assembly assembly, string resource)
    {
        using var stream = assembly.GetManifestResourceStream(resource)
            ?? throw new ArgumentException($"{assembly.GetName().Name} has no embedded file {resource}.", nameof(resource));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
