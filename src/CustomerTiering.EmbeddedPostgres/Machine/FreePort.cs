using System.Net;
using System.Net.Sockets;

namespace CustomerTiering.EmbeddedPostgres.Machine;

internal static class FreePort
{
    /// <summary>A port that is free now. Another process may take it first; the start detects that.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
