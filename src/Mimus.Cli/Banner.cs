using System.Globalization;
using System.Net;
using Mimus.AspNetCore;
using Mimus.Core.Configuration;

namespace Mimus.Cli;

/// <summary>What the server says of itself when it has started.</summary>
internal static class Banner
{
    public static string Of(string url, MimusServerOptions options, CompiledConfiguration compiled, string? file)
    {
        var mock = compiled.Mock;
        var isEverywhere = options.Address.Equals(IPAddress.Any) || options.Address.Equals(IPAddress.IPv6Any);
        return $"""
            Mimus {ProductVersion.Current} listens on {url}{(isEverywhere ? " and on every other address of this machine" : "")}
              serves      OpenAI Chat Completions and Responses, Anthropic Messages
              config      {file ?? "none (config.yaml in this folder would be loaded)"}
              models      {Models(mock.Models)}
              strategies  {string.Join(", ", mock.Strategies.Select(strategy => strategy.Name))}
              replies     {Count(compiled.CustomReplyCount, "custom reply", "custom replies")}
              key         {(mock.ApiKey is null ? "any or none" : "required, as configured")}
              streams     {Delivery(mock.Delivery)}
            Point a client at it: OPENAI_BASE_URL={url}/v1 or ANTHROPIC_BASE_URL={url}
            Ctrl-C ends it.
            """;
    }

    private static string Models(ModelCatalog models) =>
        models.AcceptsAny ? $"any; {models.Models.Count} are listed" : $"{Count(models.Models.Count, "model", "models")}, others are refused";

    private static string Delivery(Mimus.Core.Model.Delivery delivery)
    {
        var pieces = delivery.ChunkSize switch
        {
            null => "word by word",
            0 => "each text in one chunk",
            { } size => $"in chunks of {Count(size, "character", "characters")}",
        };
        var milliseconds = delivery.Interval.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);
        return delivery.Interval > TimeSpan.Zero ? $"{pieces}, {milliseconds} ms between chunks" : $"{pieces}, without delay";
    }

    private static string Count(int count, string one, string many) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}
