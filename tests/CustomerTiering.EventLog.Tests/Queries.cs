using Npgsql;

namespace CustomerTiering.EventLog.Tests;

internal static class Queries
{
    internal static async Task<T> ScalarAsync<T>(this NpgsqlDataSource source, string text, params object[] values)
    {
        await using var command = source.CreateCommand(text);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal static async Task<List<string>> ColumnAsync(this NpgsqlDataSource source, string text)
    {
        await using var command = source.CreateCommand(text);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync()) values.Add(reader.GetString(0));
        return values;
    }

    internal static async Task<int> ExecuteAsync(this NpgsqlDataSource source, string text, params object[] values)
    {
        await using var command = source.CreateCommand(text);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return await command.ExecuteNonQueryAsync();
    }
}
