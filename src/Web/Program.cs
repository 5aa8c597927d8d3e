using Jalon.Web.Commands;

return await CommandLine.RunAsync(args);
