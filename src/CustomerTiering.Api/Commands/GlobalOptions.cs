using System.CommandLine;

namespace CustomerTiering.Api.Commands;

/// <summary>Options of all commands.</summary>
internal static class GlobalOptions
{
    internal static readonly Option<string?> Tenant = new("--tenant")
    { Description = "The company, by id or name. Not needed if there is only one.", Recursive = true };

    internal static readonly Option<string?> Connection = new("--connection")
    { Description = "The PostgreSQL to use. Default: ConnectionStrings__Main or, if that is not set, the product's own.", Recursive = true };

    internal static readonly Option<string?> Data = new("--data") { Description = "The folder for data and keys.", Recursive = true };

    internal static readonly Option<bool> Json = new("--json")
    { Description = "Print one JSON value on standard output and everything else on standard error.", Recursive = true };

    /// <summary>Development or Production, without ASPNETCORE_ENVIRONMENT; dotnet run passes Development.</summary>
    internal static readonly Option<string> DefaultEnvironment = new("--default-environment")
    { Hidden = true, Recursive = true, DefaultValueFactory = _ => Environments.Production };

    internal static void AddTo(RootCommand root)
    {
        foreach (var option in (Option[])[Tenant, Connection, Data, Json, DefaultEnvironment]) root.Options.Add(option);
    }
}
