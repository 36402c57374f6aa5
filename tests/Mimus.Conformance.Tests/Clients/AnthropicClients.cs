using Anthropic;
using Mimus.Conformance.Tests.Servers;

namespace Mimus.Conformance.Tests.Clients;

/// <summary>The official Anthropic client with its defaults, pointed at a server.</summary>
internal static class AnthropicClients
{
    public static AnthropicClient Of(ServerFixture server, string key = "sk-ant-any") => new() { BaseUrl = server.Url, ApiKey = key };
}
