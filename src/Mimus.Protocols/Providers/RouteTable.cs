using System.Collections.Frozen;
using Mimus.Core.Model;

namespace Mimus.Protocols.Providers;

/// <summary>Where a request goes.</summary>
/// <param name="Provider">The vendor that it belongs to.</param>
/// <param name="Format">The format that answers, or that words the refusal.</param>
/// <param name="Route">The route; null where there is none.</param>
/// <param name="Value">The open value of the route, decoded.</param>
/// <param name="Refusal">Why there is no route; null where there is one.</param>
internal readonly record struct RouteMatch(Provider Provider, WireFormat Format, Route? Route, string Value, Refusal? Refusal);

/// <summary>All providers' routes, with and without <c>/v1</c> in front.</summary>
internal sealed class RouteTable
{
    private const string Version = "/v1";

    private readonly IReadOnlyList<Provider> _providers;
    private readonly FrozenDictionary<string, Entry[]> _entries;
    private readonly FrozenDictionary<string, Entry[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    // The longest prefix first.
    private readonly OpenPath[] _open;

    public RouteTable(IReadOnlyList<Provider> providers)
    {
        _providers = providers;
        _entries = providers
            .SelectMany(provider => provider.Routes.Select(route => new Entry(provider, route)))
            .GroupBy(entry => entry.Route.Path)
            // A route that a header marks is looked at before the one for everybody.
            .ToFrozenDictionary(group => group.Key, group => group.OrderBy(entry => entry.Route.Marker is null).ToArray());
        _lookup = _entries.GetAlternateLookup<ReadOnlySpan<char>>();
        _open =
        [
            .. _entries
                .Where(entry => entry.Key.EndsWith("/*", StringComparison.Ordinal))
                .Select(entry => new OpenPath(entry.Key[..^1], entry.Value))
                .OrderByDescending(open => open.Prefix.Length),
        ];
    }

    /// <summary>The providers of the surfaces that Mimus speaks.</summary>
    public static RouteTable Default { get; } = new([OpenAiProvider.Instance, AnthropicProvider.Instance]);

    /// <summary>The providers, in the order in which they are asked.</summary>
    public IReadOnlyList<Provider> Providers => _providers;

    /// <summary>Finds where a request goes.</summary>
    public RouteMatch Find(WireHead head)
    {
        var path = Trim(head.Path);
        var value = "";
        if (!_lookup.TryGetValue(path, out var entries))
        {
            if (FindOpen(path) is not { } open)
            {
                return Unknown(head);
            }

            entries = open.Entries;
            value = Uri.UnescapeDataString(path[open.Prefix.Length..].ToString());
        }

        foreach (var entry in entries)
        {
            if (entry.Route.Method == head.Method && (entry.Route.Marker is not { } marker || head.Headers.Contains(marker)))
            {
                return new RouteMatch(entry.Provider, entry.Route.Format, entry.Route, value, null);
            }
        }

        var allowed = entries.Select(entry => entry.Route.Method).Distinct().ToArray();
        var owner = entries.FirstOrDefault(entry => entry.Route.Marker is { } marker && head.Headers.Contains(marker)) ?? entries[^1];
        return new RouteMatch(
            owner.Provider,
            owner.Route.Format,
            null,
            "",
            new MethodNotAllowed(head.Method, head.Path, allowed)
        );
    }

    // An open value may hold slashes, as in the ids of open models.
    private OpenPath? FindOpen(ReadOnlySpan<char> path)
    {
        foreach (var open in _open)
        {
            if (path.Length > open.Prefix.Length && path.StartsWith(open.Prefix, StringComparison.Ordinal))
            {
                return open;
            }
        }

        return null;
    }

    // Clients disagree on whether the version belongs to the base address; some end up with it twice.
    private static ReadOnlySpan<char> Trim(ReadOnlySpan<char> path)
    {
        while (path.StartsWith(Version, StringComparison.Ordinal) && path.Length > Version.Length && path[Version.Length] == '/')
        {
            path = path[Version.Length..];
        }

        return path.Length > 1 && path[^1] == '/' ? path[..^1] : path;
    }

    private RouteMatch Unknown(WireHead head)
    {
        var provider = _providers.FirstOrDefault(provider => provider.Recognizes(head)) ?? _providers[0];
        return new RouteMatch(provider, provider.ErrorFormat, null, "", new UnknownRoute(head.Method, head.Path));
    }

    private sealed record OpenPath(string Prefix, Entry[] Entries);

    private sealed record Entry(Provider Provider, Route Route);
}
