using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CustomerTiering.Access;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>Clients that take their time (37).</summary>
public sealed class SlowClientTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task A_body_of_a_byte_at_a_time_is_cut_off_and_others_are_served_meanwhile()
    {
        using var slow = await ConnectedAsync();
        var stream = slow.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /api/v1/purchases HTTP/1.1\r\nHost: {api.Address.Authority}\r\nAuthorization: "
                + $"{api.As(Roles.Recorder).DefaultRequestHeaders.Authorization}\r\n"
            + "Idempotency-Key: slow\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"));
        var began = Stopwatch.GetTimestamp();
        var answered = ReadToEndAsync(stream);
        while (!answered.IsCompleted && Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(30))
        {
            Assert.Equal(HttpStatusCode.OK, (await api.As(Roles.Reviewer).GetAsync("/api/v1/me")).StatusCode);
            await SendByteAsync(stream);
            await Task.WhenAny(answered, Task.Delay(500));
        }

        Assert.True(answered.IsCompleted, "Nobody cut it off.");
        var answer = await answered;
        Assert.True(answer.Length == 0 || (
            answer.Contains(" 408 ", StringComparison.Ordinal) && answer.Contains("request-timeout", StringComparison.Ordinal)), answer);
        Assert.Equal(0, await api.HeadAsync());
    }

    [Fact]
    public async Task A_thousand_idle_connections_hold_nobody_up()
    {
        var idle = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => ConnectedAsync()));
        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            for (var i = 0; i < 20; i++)
                Assert.Equal(HttpStatusCode.OK, (await api.As(Roles.Reviewer).GetAsync("/api/v1/me", patience.Token)).StatusCode);
        }
        finally
        {
            foreach (var connection in idle) connection.Dispose();
        }
    }

    private async Task<TcpClient> ConnectedAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(api.Address.Host, api.Address.Port);
        return client;
    }

    private static async Task SendByteAsync(NetworkStream stream)
    {
        try
        {
            await stream.WriteAsync(" "u8.ToArray());
        }
        catch (IOException)
        {
            // Cut off: what it was answered is being read.
        }
    }

    private static async Task<string> ReadToEndAsync(NetworkStream stream)
    {
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        try
        {
            for (int read; (read = await stream.ReadAsync(buffer)) > 0;) answer.Append(Encoding.UTF8.GetString(buffer, 0, read));
        }
        catch (IOException)
        {
            // Reset instead of closed: cut off all the same.
        }
        return answer.ToString();
    }
}
