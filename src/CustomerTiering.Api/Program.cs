using System.Text;
using CustomerTiering.Api.Commands;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false); // the same bytes, whatever the terminal's encoding
return await CommandLine.RunAsync(args, new Surroundings());
