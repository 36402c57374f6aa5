namespace Mimus.Bench;

/// <summary>Everything that is measured.</summary>
internal static class Scenarios
{
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new LoadScenario("whole-1", "Short whole reply, 1 connection", "whole.json", 1),
        new LoadScenario("whole-32", "Short whole reply, 32 connections", "whole.json", 32),
        new LoadScenario("whole-256", "Short whole reply, 256 connections", "whole.json", 256),
        new LoadScenario("big-32", "100 KB conversation in, 32 connections", "big.json", 32),
        new LoadScenario("stream-32", "Stream of 500 chunks without delay, 32 connections", "stream.json", 32),
        new LoadScenario("rules", "10,000 rules of which the last matches, 32 connections", "last.json", 32, 10_000),
        new StartScenario("start", "From exec to the first answer"),
        new StartScenario("start-rules", "From exec to the first answer with 10,000 rules", 10_000),
    ];
}
