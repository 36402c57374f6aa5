using System.Net;
using Mimus.AspNetCore;
using Mimus.Cli.Loading;
using Mimus.Core.Configuration;
using Mimus.Core.Latency;
using Mimus.Core.Strategies;

namespace Mimus.Cli;

/// <summary>What the server says of itself when it has started.</summary>
internal static class Banner
{
    public static string Of(string url, MimusServerOptions options, LoadedConfiguration loaded)
    {
        var compiled = loaded.Compiled;
        var mock = compiled.Mock;
        var isEverywhere = options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any);
        return $"""
            Mimus {ProductVersion.Current} listens on {url}{(isEverywhere ? " and on every other address of this machine" : "")}
              serves      OpenAI Chat Completions and Responses, Anthropic Messages
              config      {loaded.Source?.Name ?? "none (config.yaml in this folder would be loaded)"}
              models      {Models(mock.Models)}
              strategies  {string.Join(", ", mock.Strategies.Select(strategy => strategy.Name))}
              replies     {Counted.Of(compiled.CustomReplyCount, "custom reply", "custom replies")}
              rules       {Rules(loaded)}
              unmatched   {Unmatched(compiled)}
              watch       {(compiled.Watches ? "on; changed files are loaded again" : "off")}
              key         {(mock.ApiKey is null ? "any or none" : "required, as configured")}
              streams     {PaceText.Of(mock.Delivery)}
            Point a client at it: OPENAI_BASE_URL={url}/v1 or ANTHROPIC_BASE_URL={url}
            Ctrl-C ends it.
            """;
    }

    private static string Models(ModelCatalog models) =>
        models.AcceptsAny ? $"any; {models.Models.Count} are listed" : $"{Counted.Of(models.Models.Count, "model", "models")}, others are refused";

    private static string Rules(LoadedConfiguration loaded)
    {
        var files = loaded.Compiled.RuleFiles;
        var names = files.Count is > 0 and <= 3 ? $" ({string.Join(", ", files.Select(file => file.Name))})" : "";
        return loaded.Compiled.RulePaths.Count == 0 ? "none" : loaded.DescribeRules() + names;
    }

    private static string Unmatched(CompiledConfiguration compiled) =>
        compiled.Mock.IsStrict ? "strict: an error that names the nearest rule"
        : compiled.FallbackOrigin is { } origin ? $"the fallback from {origin}"
        : compiled.Mock.Strategies is [.., MirrorStrategy] ? "the user's own message"
        : "whatever the last strategy says";
}
