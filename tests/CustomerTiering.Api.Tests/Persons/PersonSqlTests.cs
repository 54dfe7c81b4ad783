using CustomerTiering.EventLog.Sql;
using CustomerTiering.Persons;
using Npgsql;

namespace CustomerTiering.Api.Tests.Persons;

public sealed class PersonSqlTests(RunningApi api) : IClassFixture<RunningApi>
{
    public static TheoryData<string, string, string> Lookups => new()
    {
        { "by external id", "uuid, bytea[]", "persons-by-hash" },
        { "by customer", "uuid, uuid[]", "persons-by-customer" },
        { "as one with others", "uuid, uuid[]", "matched-customers" },
    };

    /// <summary>
    /// Row-level security keeps PostgreSQL from using an index with whatever it can't rule out to tell of rows; then every person is looked for among
    /// all of them, which nobody sees until there are many. With other ways forbidden, a plan that filters what it read is one that has no index for
    /// it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Lookups))]
    public async Task Persons_are_found_by_index_under_row_level_security(string persons, string types, string file)
    {
        await using var connection = new NpgsqlConnection(api.Settings.RuntimeConnection);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        async Task<string> RunAsync(string statement)
        {
            await using var command = new NpgsqlCommand(statement, connection, transaction);
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync()) lines.Add(reader.GetValue(0).ToString()!);
            return string.Join('\n', lines);
        }
        await RunAsync($"select set_config('app.tenant', '{api.Tenant}', true)");
        await RunAsync("set local enable_seqscan = off");
        await RunAsync("set local plan_cache_mode = force_generic_plan");
        await RunAsync($"prepare lookup ({types}) as {SqlText.Read(typeof(People), file)}");
        var plan = await RunAsync(
            $"explain execute lookup "
                + $"({string.Join(", ", types.Split(", ").Select(type => type == "uuid" ? $"'{api.Tenant}'" : type.EndsWith("[]", StringComparison.Ordinal) ? "'{}'" : "''"))})");
        await RunAsync("deallocate lookup");

        Assert.Contains("Index Cond", plan, StringComparison.Ordinal);
        Assert.True(!plan.Contains("Seq Scan", StringComparison.Ordinal)
            && !plan.Split('\n').Any(line => line.TrimStart().StartsWith("Filter:", StringComparison.Ordinal)), $"{persons}:\n{plan}");
    }
}
