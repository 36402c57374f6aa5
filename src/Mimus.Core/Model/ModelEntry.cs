namespace Mimus.Core.Model;

/// <summary>A model that Mimus says it serves.</summary>
/// <param name="Id">The id that requests name.</param>
/// <param name="Created">When it was made, in seconds since 1970.</param>
/// <param name="OwnedBy">Whose it is, as OpenAI's list says: <c>openai</c>, <c>anthropic</c>, …</param>
public sealed record ModelEntry(string Id, long Created, string OwnedBy);
