using Mimus.Cli;

BatchScheduling.Request();
return await MimusCommand.RunAsync(args, CommandSurroundings.OfProcess()).ConfigureAwait(false);
