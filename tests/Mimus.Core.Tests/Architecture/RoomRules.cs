namespace Mimus.Core.Tests.Architecture;

/// <summary>"Rooms that never know each other", as a table. A room that does not exist yet keeps its rule by not being there.</summary>
internal static class RoomRules
{
    private const string Formats = "Mimus.Protocols.Formats";
    private const string Providers = "Mimus.Protocols.Providers";

    private static readonly string[] s_middle =
    [
        "Mimus.Core.Pipeline", "Mimus.Core.Strategies", "Mimus.Core.Rules", "Mimus.Core.State", "Mimus.Core.Faults",
        "Mimus.Core.Admission", "Mimus.Core.Recording", "Mimus.Core.Journal",
    ];

    private static readonly string[] s_deciding =
    [
        "Mimus.Core.Pipeline", "Mimus.Core.Strategies", "Mimus.Core.Rules", "Mimus.Core.Faults", "Mimus.Core.Admission",
        "Mimus.Core.Recording",
    ];

    private static readonly string[] s_world =
    [
        "Microsoft.AspNetCore", "HttpContext", "System.Net.Http", "System.Net.Sockets", "System.IO.File", "System.IO.Directory",
        "System.Console", "System.Environment", "HttpClient", "Socket", "FileStream", "FileInfo", "DirectoryInfo",
        "DateTime.Now", "DateTime.UtcNow", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Random.Shared", "Guid.NewGuid",
    ];

    // Static classes whose names are also good names for properties and enumeration members.
    private static readonly string[] s_worldStatics = ["File", "Directory", "Console", "Environment", "Stopwatch"];

    public static IReadOnlyList<RoomRule> All { get; } =
    [
        new(1, "formats know neither the pipeline nor what decides: they turn bytes into requests and replies into bytes")
        {
            AppliesTo = file => file.IsIn(Formats),
            Forbids = (_, name) => IsWithinAny(name, s_middle),
        },
        new(2, "strategies and behaviours know no vendor: one rule answers on every protocol")
        {
            AppliesTo = file => s_deciding.Any(file.IsIn),
            Forbids = (_, name) => SourceFile.IsWithin(name, "Mimus.Protocols"),
            ForbiddenWords = ["openai", "anthropic", "claude", "gemini", "bedrock", "azure", "ollama", "mistral", "cohere"],
        },
        new(3, "no format knows another or a provider; shared code goes down into Json, Vendors and Framings")
        {
            AppliesTo = file => file.IsIn(Formats),
            Forbids = (file, name) => SourceFile.IsWithin(name, Providers) || IsOtherRoomOf(Formats, file, name),
        },
        new(3, "no provider knows another; shared code goes down into Json, Vendors and Framings")
        {
            AppliesTo = file => file.IsIn(Providers) && VendorOf(file) is not null,
            Forbids = (file, name) => IsOtherProvider(name, VendorOf(file)!) || IsOtherRoomOf(Providers, file, name),
        },
        new(4, "Core and Protocols have no HTTP server, files, environment, clock or chance of their own: these come in as inputs")
        {
            AppliesTo = file => file.IsIn("Mimus.Core") || file.IsIn("Mimus.Protocols"),
            Forbids = (_, name) => IsWithinAny(name, s_world) || IsWorldStatic(name),
        },
        new(5, "admin pages read journal, state and configuration, never the pipeline")
        {
            AppliesTo = file =>
                file.IsIn("Mimus.AspNetCore.Endpoints") || file.IsIn("Mimus.AspNetCore.Admin") || file.IsIn("Mimus.AspNetCore.Dashboard"),
            // What a running server lets be controlled is there to be controlled; the behaviours that decide are not.
            Forbids = (_, name) => IsWithinAny(name, s_deciding) && name is not ("Mimus.Core.Faults" or "Mimus.Core.Faults.FaultControl"),
        },
        new(6, "state stores know keys and numbers only")
        {
            AppliesTo = file => file.IsIn("Mimus.Core.State") || file.IsIn("Mimus.Redis"),
            Forbids = (_, name) => IsWithinAny(name, ["Mimus.Core.Rules", "Mimus.Core.Model", "Mimus.Protocols", "Microsoft.AspNetCore", "System.Net.Http"]),
        },
        new(7, "the fluent library knows no configuration file but where it reads rule files: both compile to the same rule")
        {
            AppliesTo = file => file.Path.StartsWith("src/Mimus/", StringComparison.Ordinal) && file.Path != "src/Mimus/RuleFiles.cs",
            Forbids = (_, name) => IsWithinAny(name, ["Mimus.Core.Configuration.Documents", "ConfigurationCompiler", "ConfigurationSource"]),
        },
    ];

    private static bool IsWithinAny(string name, IEnumerable<string> spaces) => spaces.Any(space => SourceFile.IsWithin(name, space));

    private static bool IsWorldStatic(string name) =>
        s_worldStatics.Any(type => name.StartsWith(type + ".", StringComparison.Ordinal)) && name != "Environment.NewLine";

    private static bool IsOtherRoomOf(string rooms, SourceFile file, string name) =>
        SourceFile.IsWithin(name, rooms) && FirstFolder(name) is { } other && FirstFolder(file.Room) is { } own && other != own;

    private static string? FirstFolder(string name)
    {
        var parts = name.Split('.');
        return parts.Length > 3 ? parts[3] : null;
    }

    // OpenAiProvider.cs and whatever else begins with that vendor's name; the table of all providers is nobody's.
    private static string? VendorOf(SourceFile file)
    {
        var type = Path.GetFileNameWithoutExtension(file.Path);
        return type.EndsWith("Provider", StringComparison.Ordinal) && type != "Provider" ? type : null;
    }

    private static bool IsOtherProvider(string name, string own)
    {
        var type = name.Split('.').FirstOrDefault(part => part.EndsWith("Provider", StringComparison.Ordinal));
        return type is not (null or "Provider" or "TimeProvider" or "IFormatProvider") && type != own;
    }
}
