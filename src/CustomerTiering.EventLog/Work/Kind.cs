namespace CustomerTiering.EventLog.Work;

/// <summary>The registration of one kind of work with a host, which creates the handler when it starts.</summary>
/// <typeparam name="T"><see cref="TimerHandler"/> or <see cref="RunKind"/>.</typeparam>
/// <param name="Name">The kind's stable name.</param>
/// <param name="Make">Creates the handler from the host's services.</param>
public sealed record Kind<T>(string Name, Func<IServiceProvider, T> Make);
