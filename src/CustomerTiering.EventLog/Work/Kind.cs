namespace CustomerTiering.EventLog.Work;

/// <summary>How one kind of work is registered with a host, which makes it when it starts to work.</summary>
/// <typeparam name="T"><see cref="TimerHandler"/> or <see cref="RunKind"/>.</typeparam>
/// <param name="Name">The kind's stable name.</param>
/// <param name="Make">Makes what does it, from the host's services.</param>
public sealed record Kind<T>(string Name, Func<IServiceProvider, T> Make);
