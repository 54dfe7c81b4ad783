using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Imports;

/// <summary>Files of facts, brought in from the command line.</summary>
public static class ImportsModule
{
    public static IServiceCollection AddImports(this IServiceCollection services) => services.AddSingleton<Importer>();
}
