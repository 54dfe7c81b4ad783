using System.IO.Compression;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Imports;
using CustomerTiering.Imports.Maps;
using CustomerTiering.Reporting;
using CustomerTiering.Segments;

namespace CustomerTiering.Tests.Imports;

public sealed class ImporterTests(ImportDatabase database) : IClassFixture<ImportDatabase>
{
    private const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    [Fact]
    public async Task Rows_of_one_invoice_are_one_purchase_though_they_do_not_stand_together()
    {
        var tenant = await database.TenantAsync();
        var file = database.File("apart.csv", Header
            + "1,A,Lamp,2,2011-01-04T10:05:00,1.25,C1,UK\n2,A,Lamp,1,2011-01-05T09:00:00,1.25,C2,UK\n1,B,\"Cup, "
                + "blue\",1,2011-01-04T10:04:00,0.5,C1,UK\n");
        var result = await ImportAsync(tenant, "purchases", file, "online-retail");

        Assert.Equal((3, 0, 0, 2, 4), (result.Read, result.Skipped, result.Rejected, result.Accepted, result.Events));
        Assert.Equal([("C1", 3.00m), ("C2", 1.25m)], (await ValuesAsync(tenant)).Select(one => (one.ExternalId!, one.Gross)));
        Assert.Equal(
            new DateTimeOffset(2011, 1, 4, 10, 4, 0, TimeSpan.Zero), (await EventsAsync(tenant)).First(one => one.Type == "PurchaseMade").Effective);
    }

    [Fact]
    public async Task What_is_skipped_is_counted_and_a_return_counts_without_its_minus()
    {
        var tenant = await database.TenantAsync();
        var file = database.File("returns.csv", Header
            + "1,A,Lamp,2,2011-01-04T10:05:00,1.25,C1,UK\n2,A,Lamp,5,2011-01-04T10:05:00,1.25,,UK\nC3,A,Lamp,-1,2011-01-06T10:05:00,1.25,C1,UK\n");
        var result = await ImportAsync(tenant, "purchases", file, "online-retail");

        Assert.Equal((3, 1, 0, 2), (result.Read, result.Skipped, result.Rejected, result.Accepted));
        Assert.Equal([new CustomerValue("C1", 1, 2.50m, 1, 1.25m, 1.25m)], await ValuesAsync(tenant));
    }

    [Fact]
    public async Task A_bad_row_is_told_with_its_line_and_takes_only_its_own_purchase_along()
    {
        var tenant = await database.TenantAsync();
        var file = database.File("bad.csv", Header
            + "1,A,Lamp,2,2011-01-04T10:05:00,1.25,C1,UK\n1,B,Cup,many,2011-01-04T10:05:00,1.25,C1,UK\n2,A,Lamp,1,2011-01-05T10:05:00,2,C2,UK\nshort,row\n3,A,Lamp,1,yesterday,2,C2,UK\n");
        var result = await ImportAsync(tenant, "purchases", file, "online-retail");

        Assert.Equal((5, 4, 1), (result.Read, result.Rejected, result.Accepted));
        var rejects = File.ReadAllLines(file + ".rejects.ndjson");
        Assert.Equal(4, rejects.Length);
        Assert.Contains(rejects, line => line.StartsWith(
            """{"line":3,"errors":[{"field":"$.lines[1].quantity","code":"not-a-number""", StringComparison.Ordinal));
        Assert.Contains(rejects, line => line.StartsWith("""{"line":2,"errors":[{"field":"$","code":"rejected-together""", StringComparison.Ordinal));
        Assert.Contains(rejects, line => line.StartsWith("""{"line":5,"errors":[{"field":"$","code":"malformed-row""", StringComparison.Ordinal));
        Assert.Contains(rejects, line => line.StartsWith("""{"line":6,"errors":[{"field":"$.at","code":"invalid-time""", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_file_again_adds_nothing_and_a_changed_one_is_refused()
    {
        var tenant = await database.TenantAsync();
        var row = "1,A,Lamp,2,2011-01-04T10:05:00,1.25,C1,UK\n";
        await ImportAsync(tenant, "purchases", database.File("once.csv", Header + row), "online-retail");
        var again = await ImportAsync(tenant, "purchases", database.File("twice.csv", Header + row), "online-retail");
        var changed = await ImportAsync(
            tenant, "purchases", database.File("changed.csv", Header + row.Replace("Lamp,2", "Lamp,3", StringComparison.Ordinal)), "online-retail");

        Assert.Equal((0, 1, 0), (again.Accepted, again.Duplicates, again.Events));
        Assert.Equal((0, 0, 1), (changed.Accepted, changed.Duplicates, changed.Rejected));
        Assert.Contains(
            "fact-id-reused", await File.ReadAllTextAsync(Path.Combine(database.Folder, "changed.csv.rejects.ndjson")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_return_that_stands_before_its_purchase_is_recorded_after_it()
    {
        var tenant = await database.TenantAsync();
        var file = database.File("order.ndjson", """
            {"kind":"return","customer":"C1","id":"R1","of":"P1","at":"2026-01-05T00:00:00Z","currency":"EUR","amount":"4"}
            {"kind":"return","customer":"C1","id":"R2","of":"P9","at":"2026-01-05T00:00:00Z","currency":"EUR","amount":"4"}

            {"kind":"purchase","customer":"C1","id":"P1","at":"2026-01-04T00:00:00Z","currency":"EUR","amount":"10"}
            """);
        var result = await database.Get<Importer>().RunAsync(new(tenant, "importer", ImportKind.Mixed, file), null, CancellationToken.None);

        Assert.Equal((3, 1, 2, 3), (result.Read, result.Rejected, result.Accepted, result.Events));
        Assert.StartsWith("""{"line":2,"errors":[{"field":"$.of","code":"unknown-purchase""", await File.ReadAllTextAsync(file + ".rejects.ndjson"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_gzipped_file_with_the_names_of_the_facts_guide_needs_no_map()
    {
        var tenant = await database.TenantAsync();
        var path = Path.Combine(database.Folder, "plain.csv"); // its name doesn't say that it is gzipped
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
            await gzip.WriteAsync(
                "kind,customer,id,at,currency,lines.product,lines.quantity,lines.unitPrice,of\npurchase,C1,1,2026-01-04T00:00:00Z,EUR,A,2,1.5,\n,C1,1,2026-01-04T00:00:00Z,EUR,B,1,1,\nreturn,C1,2,2026-01-05T00:00:00Z,EUR,A,1,1.5,1\n"u8.ToArray());
        var result = await database.Get<Importer>()
            .RunAsync(new(tenant, "importer", ImportKind.Named("purchases")!, path), null, CancellationToken.None);

        Assert.Equal((3, 0, 2), (result.Read, result.Rejected, result.Accepted));
        Assert.Equal([new CustomerValue("C1", 1, 4m, 1, 1.5m, 2.5m)], await ValuesAsync(tenant));
    }

    [Theory]
    [InlineData(false, "import")]
    [InlineData(true, null)]
    public async Task Only_facts_that_are_to_be_assessed_come_without_the_import_as_their_cause(bool assess, string? cause)
    {
        var tenant = await database.TenantAsync();
        var file = database.File($"cause-{assess}.ndjson", """{"customer":"C1","id":"I1","at":"2026-01-05T00:00:00Z","channel":"call"}""");
        await database.Get<Importer>().RunAsync(
            new(tenant, "importer", ImportKind.Named("interactions")!, file, Assess: assess), null, CancellationToken.None);

        Assert.Equal(cause, (await EventsAsync(tenant)).Single(one => one.Type == "InteractionHeld").Cause);
    }

    [Fact]
    public async Task An_import_that_was_stopped_is_run_again_and_whole()
    {
        var tenant = await database.TenantAsync();
        var lines = string.Concat(
            Enumerable.Range(1, 5_000).Select(n => $$"""{"customer":"C{{n % 50}}","id":"{{n}}","at":"2026-01-05T00:00:00Z"}""" + "\n"));
        var file = database.File("stopped.ndjson", lines);
        using var stop = new CancellationTokenSource();
        var request = new ImportRequest(tenant, "importer", ImportKind.Named("interactions")!, file);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Get<Importer>().RunAsync(request, _ => stop.Cancel(), stop.Token));
        var second = await database.Get<Importer>().RunAsync(request, null, CancellationToken.None);

        Assert.Equal(5_000, second.Accepted + second.Duplicates);
        Assert.Equal(5_050, (await EventsAsync(tenant)).Count);
    }

    private async Task<ImportResult> ImportAsync(TenantId tenant, string kind, string file, string map)
    {
        Assert.True(ImportMapReader.Read(
            await File.ReadAllBytesAsync(Path.Combine(RealData.Maps, map + ".json"))).TryGet(out var read, out var problem), problem?.Detail);
        return await database.Get<Importer>().RunAsync(new(tenant, "importer", ImportKind.Named(kind)!, file, read), null, CancellationToken.None);
    }

    private async Task<List<CustomerValue>> ValuesAsync(TenantId tenant)
    {
        await database.Get<ProjectionWorker>().CatchUpAsync(tenant, CancellationToken.None);
        return await (await database.Get<CustomerValues>()
            .ReadAsync(tenant, null, SegmentFilter.Everybody, default, CancellationToken.None)).Value.ToListAsync();
    }

    private async Task<List<RecordedEvent>> EventsAsync(TenantId tenant)
    {
        var events = new List<RecordedEvent>();
        await foreach (var batch in database.Get<LogReader>().ReadAsync(tenant, 0)) events.AddRange(batch);
        return events;
    }
}
