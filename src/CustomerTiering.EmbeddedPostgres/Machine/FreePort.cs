using System.Net;
using System.Net.Sockets;

namespace CustomerTiering.EmbeddedPostgres.Machine;

internal static class FreePort
{
    /// <summary>A port nobody listens at now; another may take it before the server does, which the start then sees.</summary>
    public static int Find()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
