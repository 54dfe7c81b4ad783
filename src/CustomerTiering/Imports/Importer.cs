using CustomerTiering.Customers;
using CustomerTiering.Imports.Files;
using CustomerTiering.Imports.Maps;
using CustomerTiering.Imports.Rows;

namespace CustomerTiering.Imports;

/// <summary>
/// Imports files of facts. Memory is bounded for any file size: two sorts of 64 MB each if rows are grouped (the rest goes to a temporary file),
/// three chunks of at most 4 MB in flight, and 256 MB for each joined file. Importing a file again adds nothing: source, kind and id identify a fact.
/// </summary>
public sealed class Importer(FactIntake intake, Aggregates aggregates, TimeProvider time)
{
    private static readonly TimeSpan ProgressEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>Imports one file. Invalid rows are written to the rejects file and don't stop the import.</summary>
    /// <param name="progress">Called from time to time, never concurrently; must be fast. May be null.</param>
    /// <param name="cancel">Stops the import. Appended facts stay, and the next run continues from there.</param>
    /// <exception cref="ImportRefusedException">The file or the map is invalid.</exception>
    public async Task<ImportResult> RunAsync(ImportRequest request, Action<ImportProgress>? progress, CancellationToken cancel)
    {
        var started = time.GetTimestamp();
        using var file = InputFile.Open(request.File);
        using var tally = new ImportTally(request.RejectsFile);
        var reporter = new Reporter(time, progress, () => new(tally.Read, tally.Accepted + tally.Duplicates, file.Position, file.Length));
        var source = request.Source ?? request.Map?.Source ?? ImportRequest.DefaultSource;
        var how = new Intake(request.Tenant, request.Actor, source, request.Assess ? null : Intake.Imported);
        var zone = request.Zone ?? Zone(request.Map);

        if (file.IsJson && request.Map is null)
        {
            await new ImportFeed(intake, how, request.Kind, zone, tally, reporter.Report).RunAsync(
                new StatedFacts(request.Kind, file, zone, tally, reporter.Report).Read, cancel);
        }
        else
        {
            using var rows = TableRows.Of(file, request.Map);
            using var row = new JoinedRow(file, rows);
            var map = request.Map ?? UnmappedCsv.For(request.Kind, rows.Columns!);
            Check(request.Kind, map);
            var folder = Path.GetDirectoryName(Path.GetFullPath(request.File))!;
            using var mapped = new MappedFacts(request.Kind, row, map, folder, zone, tally, reporter.Report);
            var facts = mapped.Read(cancel);
            await DeclareAsync(request, map, cancel);
            await new ImportFeed(intake, how, request.Kind, zone, tally, reporter.Report).RunAsync(_ => facts, cancel);
        }
        var seconds = Math.Round((decimal)time.GetElapsedTime(started).TotalSeconds, 3);
        return new(tally.Read, tally.Skipped, tally.Rejected, tally.Accepted, tally.Duplicates, tally.Events, seconds);
    }

    private static ZoneRules? Zone(ImportMap? map) => map?.Zone is { } id && ZoneRules.TryFind(id, out var zone) ? zone : null;

    private static void Check(ImportKind kind, ImportMap map)
    {
        var others = map.Facts!.Select((fact, index) => (fact.Kind, index))
            .Where(one => kind.Facts.All(known => Rules.Facts.FactKinds.Name(known) != one.Kind)).ToList();
        if (others.Count > 0)
            throw new ImportRefusedException(
                [.. others.Select(
                    one => new Http.FieldError($"$.facts[{one.index}].kind", "another-kind", $"{kind.Name} cannot contain a {one.Kind}."))]);
    }

    private async Task DeclareAsync(ImportRequest request, ImportMap map, CancellationToken cancel)
    {
        var caller = new Caller(request.Tenant, request.Actor, new HashSet<string>([Roles.Operator]));
        foreach (var (name, attribute) in (map.Attributes ?? new Dictionary<string, MapAttribute>()).OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            var declared = await DeclareAttribute.DeclareAsync(aggregates, caller, new(name, attribute.Type!, attribute.Class!), null, cancel);
            if (declared.Problem is { } problem) throw new ImportRefusedException($"$.attributes.{name}", problem.Code, problem.Detail);
        }
    }

    /// <summary>Reports progress, at a limited rate.</summary>
    private sealed class Reporter(TimeProvider time, Action<ImportProgress>? progress, Func<ImportProgress> now)
    {
        private readonly Lock _lock = new();
        private long _last = time.GetTimestamp();

        internal void Report()
        {
            if (progress is null || !_lock.TryEnter()) return;
            try
            {
                if (time.GetElapsedTime(_last) < ProgressEvery) return;
                _last = time.GetTimestamp();
                progress(now());
            }
            finally
            {
                _lock.Exit();
            }
        }
    }
}
