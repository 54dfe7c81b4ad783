using System.Net;
using System.Net.Sockets;

namespace CustomerTiering.EventLog.Tests.Append;

/// <summary>
/// Stands between client and server and cuts connections: before the client's next bytes reach the server, or before a commit's answer gets back.
/// </summary>
internal sealed class CuttingProxy : IAsyncDisposable
{
    private delegate bool Cut(ReadOnlySpan<byte> bytes);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly string _host;
    private readonly int _port;
    private readonly Task _accepting;
    private int _cutRequests, _cutAnswers;

    internal CuttingProxy(string host, int port)
    {
        (_host, _port) = (host, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    internal int Cuts { get; private set; }

    /// <summary>Refuses every new connection.</summary>
    internal bool Closed { get; set; }

    internal void CutNextRequest() => Volatile.Write(ref _cutRequests, 1);

    internal void CutNextCommitAnswer() => Volatile.Write(ref _cutAnswers, 1);

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync();
                if (Closed) client.Dispose();
                else _ = ServeAsync(client);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient { NoDelay = true };
        using (client)
        {
            await server.ConnectAsync(_host, _port);
            await Task.WhenAny(
                PumpAsync(client.GetStream(), server.GetStream(), _ => Interlocked.Exchange(ref _cutRequests, 0) == 1),
                PumpAsync(server.GetStream(), client.GetStream(), answer => IsCommitted(answer) && Interlocked.Exchange(ref _cutAnswers, 0) == 1));
        }
    }

    /// <summary>
    /// A commit of its own, or an insert's answer that ends with the server being outside of a transaction: one that had no begin was committed by
    /// then.
    /// </summary>
    private static bool IsCommitted(ReadOnlySpan<byte> answer) =>
        answer.IndexOf("COMMIT\0"u8) >= 0 || (answer.IndexOf("INSERT 0 "u8) >= 0 && answer.EndsWith("Z\0\0\0\u0005I"u8));

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Cut cut)
    {
        var buffer = new byte[65_536];
        try
        {
            while (await from.ReadAsync(buffer) is > 0 and var count)
            {
                if (cut(buffer.AsSpan(0, count)))
                {
                    Cuts++;
                    return;
                }
                await to.WriteAsync(buffer.AsMemory(0, count));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The other end is gone.
        }
    }
}
