using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>Requests and looks at the database, byte by byte where it matters.</summary>
internal static class Wire
{
    /// <summary>A request to an operation with its headers, a key of its own and a body as it stands.</summary>
    internal static HttpRequestMessage Request(this Operation operation, string path, byte[]? body, string? key = null)
    {
        var request = new HttpRequestMessage(operation.Method, path);
        if (operation.NeedsKey) request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        if (operation.NeedsIfMatch) request.Headers.TryAddWithoutValidation("If-Match", "\"v1\"");
        if (body is null) return request;
        request.Content = new ByteArrayContent(body);
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(operation.Body?.MediaType ?? "application/json");
        return request;
    }

    internal static async Task<HttpResponseMessage> PostAsync(this HttpClient client, string path, string body, string key, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Answers.Json(body) };
        request.Headers.Add("Idempotency-Key", key);
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await client.SendAsync(request);
    }

    /// <summary>
    /// What is wrong with an answer as a refusal: its form, its code, what it gives away, and what it must say with 429 and 503. Null if nothing is.
    /// </summary>
    internal static async Task<string?> FaultAsync(this HttpResponseMessage answer)
    {
        var status = (int)answer.StatusCode;
        var text = await answer.Content.ReadAsStringAsync();
        if (status >= 500 && status != 503) return $"{status}: {text}";
        if (status is 429 or 503 && answer.Headers.RetryAfter is null) return $"{status} without Retry-After";
        if (status < 400) return null;
        if (answer.Content.Headers.ContentType?.MediaType != "application/problem+json")
            return $"{status} as {answer.Content.Headers.ContentType}: {text}";
        var problem = JsonDocument.Parse(text).RootElement;
        if (!problem.TryGetProperty("code", out var code) || code.GetString() is not { Length: > 0 }) return $"{status} without a code: {text}";
        return text.Contains("   at ", StringComparison.Ordinal) || text.Contains("Exception", StringComparison.Ordinal)
            ? $"{status} tells of the inside: {text}" : null;
    }

    internal static async Task<long> HeadAsync(this RunningApi api, TenantId? tenant = null) =>
        (await api.App.Services.GetRequiredService<LogReader>().HeadAsync(tenant ?? api.Tenant)).Position;

    /// <summary>As the superuser, past row-level security.</summary>
    internal static async Task<T> OwnerAsync<T>(this RunningApi api, string sql)
    {
        await using var connection = new NpgsqlConnection(api.OwnerConnection);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (await command.ExecuteScalarAsync()) is T value ? value : default!;
    }

    /// <summary>The rows of a statement, each as its columns joined by a space.</summary>
    internal static Task<List<string>> RowsAsync(this RunningApi api, string sql) => RowsAsync(api.OwnerConnection, sql);

    internal static async Task<List<string>> RowsAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var columns = new object[reader.FieldCount];
            reader.GetValues(columns);
            rows.Add(string.Join(' ', columns));
        }
        return rows;
    }

    /// <summary>Until everything that follows the log has come to its end, which nothing tells but a look; within a minute.</summary>
    internal static async Task AtRestAsync(this RunningApi api)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await api.OwnerAsync<bool>(
            $"select exists (select from follower f join log_head h using (tenant_id) where f.position < h.position and h.tenant_id = "
                + $"'{api.Tenant}') or exists (select from projection p join log_head h using (tenant_id) where p.live and p.position < "
                    + $"h.position and h.tenant_id = '{api.Tenant}')"))
            await Task.Delay(20, patience.Token);
    }

    /// <summary>A read model that is folded again has the rows of the live one, once all has come to rest.</summary>
    internal static async Task RebuiltIsLiveAsync(this RunningApi api, string name)
    {
        await api.AtRestAsync();
        var services = api.App.Services;
        var projection = services.GetServices<Projection>().Single(one => one.Name == name);
        var rows = $"select t.key || ' ' || md5(t.view::text) from {projection.Table} t join projection p using (tenant_id, generation) where "
            + $"p.name = '{name}' and p.live and tenant_id = '{api.Tenant}' order by 1";
        var live = await api.RowsAsync(rows);
        Assert.NotEmpty(live);
        await services.GetRequiredService<ProjectionRebuild>().RunAsync(api.Tenant, projection, null, default);
        Assert.Equal(live, await api.RowsAsync(rows));
    }

    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    internal static async Task<JsonElement> JsonAsync(this HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
