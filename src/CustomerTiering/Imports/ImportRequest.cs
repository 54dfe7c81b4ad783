using CustomerTiering.Imports.Maps;

namespace CustomerTiering.Imports;

/// <summary>The parameters of an import.</summary>
/// <param name="Actor">The actor of every event.</param>
/// <param name="File">CSV or NDJSON, gzipped or not; detected from its first bytes.</param>
/// <param name="Map">Describes how to read a foreign file; null if the file uses the names of the facts guide.</param>
/// <param name="Source">The name of the source; overrides the map's.</param>
/// <param name="Zone">The zone of local times; overrides the map's.</param>
/// <param name="Assess">Whether the facts trigger assessments at once, as facts sent one by one do.</param>
/// <param name="Rejects">The file for rejected rows; null for a file beside the imported one.</param>
public sealed record ImportRequest(
    TenantId Tenant, string Actor, ImportKind Kind, string File, ImportMap? Map = null, string? Source = null, ZoneRules? Zone = null,
    bool Assess = false, string? Rejects = null)
{
    /// <summary>The source of facts if neither command nor map names one.</summary>
    public const string DefaultSource = "import";

    public string RejectsFile => Rejects ?? File + ".rejects.ndjson";
}

/// <summary>The result of an import.</summary>
/// <param name="Read">Rows read, including skipped and rejected ones.</param>
/// <param name="Skipped">Rows skipped by the map.</param>
/// <param name="Rejected">Rows with at least one rejected fact.</param>
/// <param name="Accepted">Facts new to the log.</param>
/// <param name="Duplicates">Facts already in the log with the same content.</param>
/// <param name="Events">Events appended; a customer's first fact also appends the registration.</param>
public sealed record ImportResult(long Read, long Skipped, long Rejected, long Accepted, long Duplicates, long Events, decimal Seconds);

/// <summary>The progress of an import.</summary>
/// <param name="Facts">Facts answered so far.</param>
/// <param name="Bytes">Bytes of the file read so far.</param>
/// <param name="Length">Size of the file in bytes.</param>
public sealed record ImportProgress(long Rows, long Facts, long Bytes, long Length);

/// <summary>The import can't start or continue, because the file or the map is invalid. Facts recorded earlier stay in the log.</summary>
public sealed class ImportRefusedException(IReadOnlyList<FieldError> errors)
    : Exception(string.Join(" ", errors.Select(error => $"{error.Field}: {error.Message}")))
{
    public ImportRefusedException(string field, string code, string message) : this([new(field, code, message)]) { }

    /// <summary>All errors.</summary>
    public IReadOnlyList<FieldError> Errors { get; } = errors;
}
