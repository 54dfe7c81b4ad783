using System.CommandLine;
using System.CommandLine.Invocation;
using CustomerTiering.Api.Commands;

var root = new RootCommand("Customer tiering and key-account management: facts in; tier, stage, satisfaction and service plan out.")
{
    ServeCommand.Create(),
    MigrateCommand.Create(),
    TenantCommand.Create(),
    TokenCommand.Create(),
    StatusCommand.Create(),
    RebuildCommand.Create(),
};
GlobalOptions.AddTo(root);
ServeCommand.Add(root);

var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction mistaken) (mistaken.ShowHelp, mistaken.ShowTypoCorrections) = (false, false); // one line, on standard error
return await parsed.InvokeAsync();
