using System.ClientModel;
using Mimus.Conformance.Tests.Servers;
using OpenAI;

namespace Mimus.Conformance.Tests.Clients;

/// <summary>The official OpenAI client with its defaults, pointed at a server.</summary>
internal static class OpenAiClients
{
    public static OpenAIClient Of(ServerFixture server, string key = "sk-any") =>
        new(new ApiKeyCredential(key), new OpenAIClientOptions { Endpoint = new Uri(server.Url + "/v1") });
}
