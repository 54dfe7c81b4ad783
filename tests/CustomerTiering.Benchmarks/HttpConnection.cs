using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// One kept connection that sends a request and reads its answer, with as little work as can be: the client shares the machine with the server, and
/// what it takes is missing there.
/// </summary>
internal sealed class HttpConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _answer = new byte[16 * 1024];

    internal static async Task<HttpConnection> OpenAsync(Uri address)
    {
        var connection = new HttpConnection();
        await connection._socket.ConnectAsync(address.Host, address.Port);
        return connection;
    }

    /// <returns>The status of the answer, once all of it was read.</returns>
    internal async Task<int> SendAsync(ReadOnlyMemory<byte> request)
    {
        for (var sent = 0; sent < request.Length;) sent += await _socket.SendAsync(request[sent..]);
        var read = 0;
        while (true)
        {
            var count = await _socket.ReceiveAsync(_answer.AsMemory(read));
            if (count == 0) throw new InvalidOperationException("The server closed the connection.");
            read += count;
            if (IsWhole(_answer.AsSpan(0, read))) return (100 * (_answer[9] - '0')) + (10 * (_answer[10] - '0')) + _answer[11] - '0';
        }
    }

    public void Dispose() => _socket.Dispose();

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0) return false;
        var head = answer[..end];
        var at = head.IndexOf("Content-Length: "u8);
        if (at < 0) return head.IndexOf("chunked"u8) < 0 || answer.EndsWith("0\r\n\r\n"u8);
        var digits = head[(at + 16)..];
        var line = digits.IndexOf((byte)'\r');
        return answer.Length >= end + 4 + int.Parse(Encoding.ASCII.GetString(line < 0 ? digits : digits[..line]), CultureInfo.InvariantCulture);
    }
}
