using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports;

/// <summary>What is to be imported, and how.</summary>
/// <param name="Actor">Who imports: stands in each event.</param>
/// <param name="Kind">What the file tells of.</param>
/// <param name="File">CSV or NDJSON, gzipped or not; which of them is seen from its first bytes.</param>
/// <param name="Map">How a foreign file is read; null for one that has the names of the facts guide.</param>
/// <param name="Source">The name of the source, before the map's.</param>
/// <param name="Zone">Where local times are read, before the map's zone.</param>
/// <param name="Assess">Whether the facts call for evaluations at once, as facts do that are sent one by one.</param>
/// <param name="Rejects">Where rejected rows are told; null: beside the file.</param>
public sealed record ImportRequest(
    TenantId Tenant, string Actor, ImportKind Kind, string File, ImportMap? Map = null, string? Source = null, ZoneRules? Zone = null, bool Assess = false, string? Rejects = null)
{
    /// <summary>The source of facts where neither command nor map names one.</summary>
    public const string DefaultSource = "import";

    /// <summary>The file that tells the rejected rows.</summary>
    public string RejectsFile => Rejects ?? File + ".rejects.ndjson";
}

/// <summary>What an import came to.</summary>
/// <param name="Read">Rows that were read, the skipped and the rejected among them.</param>
/// <param name="Skipped">Rows that the map passes over.</param>
/// <param name="Rejected">Rows of which at least one fact was rejected.</param>
/// <param name="Accepted">Facts that are in the log now and were not before.</param>
/// <param name="Duplicates">Facts that were in the log before, with the same content.</param>
/// <param name="Events">Events that were appended: a customer's registration with their first fact.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record ImportResult(long Read, long Skipped, long Rejected, long Accepted, long Duplicates, long Events, decimal Seconds);

/// <summary>How far an import is.</summary>
/// <param name="Rows">Rows read so far.</param>
/// <param name="Facts">Facts that were answered so far.</param>
/// <param name="Bytes">Bytes of the file read so far.</param>
/// <param name="Length">Bytes of the file.</param>
public sealed record ImportProgress(long Rows, long Facts, long Bytes, long Length);

/// <summary>The import can't begin or go on: the file or the map is not what it has to be. The rows before are in the log.</summary>
public sealed class ImportRefusedException(IReadOnlyList<FieldError> errors) : Exception(string.Join(" ", errors.Select(error => $"{error.Field}: {error.Message}")))
{
    public ImportRefusedException(string field, string code, string message) : this([new(field, code, message)]) { }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
