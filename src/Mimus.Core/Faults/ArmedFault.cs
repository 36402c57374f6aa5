namespace Mimus.Core.Faults;

/// <summary>A fault that was made while the server runs.</summary>
/// <param name="Id">Its number, from 1.</param>
/// <param name="Fault">The fault.</param>
/// <param name="Scope">The scope whose requests alone it happens to; null for all.</param>
/// <param name="Since">When it was made, as a timestamp of the server's clock.</param>
internal sealed record ArmedFault(long Id, Fault Fault, string? Scope, long Since);
