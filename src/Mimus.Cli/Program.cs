using Mimus.Cli;

return await MimusCommand.RunAsync(args, CommandSurroundings.OfProcess()).ConfigureAwait(false);
