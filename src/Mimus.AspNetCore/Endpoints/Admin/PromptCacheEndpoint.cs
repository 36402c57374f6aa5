using Mimus.AspNetCore.Hosting;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>Shows how many prompts are kept, forgets them, and switches the prompt cache off and on.</summary>
internal sealed class PromptCacheEndpoint(MimusEngine engine) : IAdminEndpoint
{
    private static readonly ConfigurationKey s_enabled = new("enabled");

    public string Path => "/prompt-cache";

    public string Allowed => "GET, POST, DELETE";

    public async Task HandleAsync(AdminRequest request)
    {
        if (request.IsPost)
        {
            if (await request.ReadAsync(Read).ConfigureAwait(false) is not { } change)
            {
                return;
            }

            engine.Prompts.IsOff = !change.IsEnabled;
        }
        else if (request.IsDelete)
        {
            engine.Prompts.Clear(request.Scope);
        }

        await request
            .AnswerAsync(json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("enabled"u8, !engine.Prompts.IsOff && engine.Configuration.Current.HasPromptCache);
                json.WriteNumber("prefixes"u8, engine.Prompts.Count);
                json.WriteEndObject();
            })
            .ConfigureAwait(false);
    }

    private static Change? Read(ConfigurationNode node, NodeReader reader, ConfigurationProblems problems)
    {
        var fields = reader.Mapping(node, "a mapping with enabled") is { } mapping ? MappingFields.Of(mapping, [s_enabled], problems) : MappingFields.Empty;
        if (reader.Flag(fields.Find(s_enabled)) is { } isEnabled)
        {
            return new Change(isEnabled);
        }

        if (problems.Errors.Count == 0)
        {
            problems.Add(
                new ConfigurationProblem(node.Location, "", "the body says nothing to do") { Expected = "{\"enabled\": false} or {\"enabled\": true}" }
            );
        }

        return null;
    }

    private sealed record Change(bool IsEnabled);
}
