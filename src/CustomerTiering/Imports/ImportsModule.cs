using CustomerTiering.Composition;

namespace CustomerTiering.Imports;

/// <summary>Files of facts, brought in from the command line.</summary>
public sealed class ImportsModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddSingleton<Importer>();
}
