using CustomerTiering.Composition;

namespace CustomerTiering.Imports;

/// <summary>Imports of fact files from the command line.</summary>
public sealed class ImportsModule : Module
{
    public override void AddServices(IServiceCollection services) => services.AddSingleton<Importer>();
}
