using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Xunit;

namespace Mimus.Protocols.Tests;

/// <summary>
/// The wire files of a format: <c>wire/FORMAT/CASE.request.json</c> is what is asked, <c>.reply.json</c> and <c>.stream.txt</c> what must
/// come. JSON is compared as read, frames byte for byte. <c>MIMUS_UPDATE_GOLDEN=1</c> writes the files anew; look at the difference then.
/// </summary>
internal sealed class GoldenWire(string format, string name)
{
    private static readonly bool IsUpdating = Environment.GetEnvironmentVariable("MIMUS_UPDATE_GOLDEN") == "1";

    public string Request => File.ReadAllText(PathOf("request.json"));

    public void CheckReply(string actual)
    {
        var expected = Expected("reply.json", actual);
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)),
            $"{format}/{name}.reply.json\nwants {expected}\ngot   {actual}"
        );
    }

    public void CheckStream(string actual)
    {
        var expected = SseText.Parse(Expected("stream.txt", actual));
        var got = SseText.Parse(actual);
        Assert.Equal(expected.Select(frame => frame.Name), got.Select(frame => frame.Name));
        foreach (var (wanted, came) in expected.Zip(got))
        {
            Assert.True(
                wanted.Json is null ? wanted.Data == came.Data : JsonNode.DeepEquals(wanted.Json, came.Json),
                $"{format}/{name}.stream.txt\nwants {wanted.Data}\ngot   {came.Data}"
            );
        }
    }

    private string Expected(string kind, string actual)
    {
        if (IsUpdating)
        {
            Assert.True(Environment.GetEnvironmentVariable("CI") is null, "MIMUS_UPDATE_GOLDEN is not for CI.");
            File.WriteAllText(PathOf(kind), actual);
        }

        Assert.True(File.Exists(PathOf(kind)), $"{PathOf(kind)} is missing; MIMUS_UPDATE_GOLDEN=1 writes it.");
        return File.ReadAllText(PathOf(kind));
    }

    private string PathOf(string kind) => Path.Combine(Folder(), "wire", format, $"{name}.{kind}");

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
