using System.CommandLine;

namespace CustomerTiering.Api.Commands;

/// <summary>What every command takes.</summary>
internal static class GlobalOptions
{
    internal static readonly Option<string?> Tenant = new("--tenant") { Description = "The company: its id or its name. Not needed where there is only one.", Recursive = true };

    internal static readonly Option<string?> Connection = new("--connection") { Description = "The PostgreSQL to use; without it ConnectionStrings__Main, and without that one of its own.", Recursive = true };

    internal static readonly Option<string?> Data = new("--data") { Description = "The folder for data and keys of its own.", Recursive = true };

    internal static readonly Option<bool> Json = new("--json") { Description = "One JSON value on standard output, everything else on standard error.", Recursive = true };

    /// <summary>Development or Production, where no ASPNETCORE_ENVIRONMENT says it: dotnet run passes Development.</summary>
    internal static readonly Option<string> DefaultEnvironment = new("--default-environment") { Hidden = true, Recursive = true, DefaultValueFactory = _ => Environments.Production };

    internal static void AddTo(RootCommand root)
    {
        foreach (var option in (Option[])[Tenant, Connection, Data, Json, DefaultEnvironment]) root.Options.Add(option);
    }
}
