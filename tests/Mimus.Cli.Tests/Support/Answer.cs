namespace Mimus.Cli.Tests.Support;

/// <summary>What a server answered, whatever the protocol.</summary>
/// <param name="Text">The text.</param>
/// <param name="Reasoning">The reasoning; empty where there is none.</param>
/// <param name="Calls">The tool calls, as <c>name {"argument":"value"}</c>.</param>
/// <param name="Pieces">How many pieces of text a stream had; 0 for a whole answer.</param>
internal sealed record Answer(string Text, string Reasoning, IReadOnlyList<string> Calls, int Pieces);
