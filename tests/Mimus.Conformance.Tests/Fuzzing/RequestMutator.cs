using System.Net.Http.Headers;
using System.Text;

namespace Mimus.Conformance.Tests.Fuzzing;

/// <summary>Makes requests that something is wrong with out of valid ones: their JSON, their bytes, their headers or their route.</summary>
internal sealed class RequestMutator(int seed)
{
    private static readonly string[] Routes =
    [
        "/v1/chat/completions", "/chat/completions", "/v1/responses", "/responses", "/v1/messages", "/messages", "/v1/messages/count_tokens",
        "/v1/models", "/models", "/v1/models/gpt-4o", "/v1/models/a%2Fb%20c", "/v1/models/", "/v1/chat", "/", "/v1", "/v1/", "/v1/v1/v1/messages",
        "/v1/models?limit=0", "/v1/models?limit=x&after_id=%FF", "/v1/responses/resp_1", "/v1/chat/completions/", "/v1/%E2%82%AC",
    ];

    private static readonly string[] Methods = ["POST", "POST", "GET", "PUT", "DELETE", "PATCH", "OPTIONS", "QUERY"];

    private static readonly (string Name, string[] Values)[] Headers =
    [
        ("Content-Type", ["text/plain", "application/json; charset=utf-16", "", ";", "application/", "a/b+json", new string('x', 5000)]),
        ("Content-Encoding", ["gzip", "br", "deflate", "zstd", "identity", "gzip, gzip", ",", new string('z', 3000)]),
        ("Authorization", ["Bearer", "Bearer ", "Basic !!!", new string('k', 8000)]),
        ("x-api-key", ["", "key", new string('k', 8000)]),
        ("anthropic-version", ["", "2023-06-01", "yesterday", "2023-06-01, 2023-06-01"]),
        ("anthropic-beta", ["", "a,b,c", "message-threads-2026-08-12"]),
        ("x-stainless-retry-count", ["-1", "many", "99999999999999"]),
        ("x-mimus-scope", ["", "\t", new string('s', 4000)]),
        ("Accept", ["", "text/html", "*/*;q=0"]),
        ("Origin", ["null", "http://localhost", "not an origin"]),
        ("Cookie", [new string('c', 10_000)]),
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next request, and its body for reports.</summary>
    public (HttpRequestMessage Request, byte[] Body, bool IsAnthropic) Next()
    {
        var origin = FuzzSeed.All[_random.Next(FuzzSeed.All.Count)];
        var body = _random.Next(4) switch
        {
            0 => ChangeBytes(Encoding.UTF8.GetBytes(origin.Body)),
            1 => ChangeBytes(Encoding.UTF8.GetBytes(new JsonMutator(_random).Mutate(origin.Body))),
            _ => Encoding.UTF8.GetBytes(new JsonMutator(_random).Mutate(origin.Body)),
        };
        var isElsewhere = _random.Next(8) == 0;
        var path = isElsewhere ? Routes[_random.Next(Routes.Length)] : origin.Path;
        var method = isElsewhere ? Methods[_random.Next(Methods.Length)] : "POST";
        var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        if (origin.IsAnthropic) request.Headers.Add("anthropic-version", "2023-06-01");
        for (var count = _random.Next(4) == 0 ? _random.Next(1, 3) : 0; count > 0; count--) ChangeHeader(request);
        return (request, body, IsAnthropic(request, path));
    }

    /// <summary>Whose words the answer must be in: the route's owner's, or where both have it or none, those that the headers tell.</summary>
    private static bool IsAnthropic(HttpRequestMessage request, string path)
    {
        if (path.Contains("/messages", StringComparison.Ordinal)) return true;
        if (path.Contains("/chat/completions", StringComparison.Ordinal) || path.TrimEnd('/').EndsWith("/responses", StringComparison.Ordinal)) return false;
        var isModels = path.Split('?')[0].TrimEnd('/').Contains("/models", StringComparison.Ordinal);
        return request.Headers.Contains("anthropic-version") || (!isModels && request.Headers.Contains("x-api-key"));
    }

    private void ChangeHeader(HttpRequestMessage request)
    {
        var (name, values) = Headers[_random.Next(Headers.Length)];
        var value = values[_random.Next(values.Length)];
        if (name.StartsWith("Content-", StringComparison.Ordinal))
        {
            request.Content!.Headers.Remove(name);
            request.Content.Headers.TryAddWithoutValidation(name, value);
            return;
        }

        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }

    private byte[] ChangeBytes(byte[] body)
    {
        for (var count = _random.Next(1, 4); count > 0 && body.Length > 0; count--)
        {
            var at = _random.Next(body.Length);
            switch (_random.Next(7))
            {
                case 0:
                    body = body[..at];
                    break;
                case 1:
                    body[at] = (byte)_random.Next(256);
                    break;
                case 2:
                    body[at] = (byte)"{}[],:\"\\0eE+-. \n\u0000"[_random.Next(17)];
                    break;
                case 3:
                    var garbage = new byte[_random.Next(1, 40)];
                    _random.NextBytes(garbage);
                    body = [.. body[..at], .. garbage, .. body[at..]];
                    break;
                case 4:
                    body = [.. body[..at], .. body[_random.Next(body.Length)..]];
                    break;
                case 5:
                    body = [.. body[..at], .. (byte[])[0xED, 0xA0, 0x80], .. body[at..]];
                    break;
                default:
                    body = [.. body[..at], .. "\\ud800"u8, .. body[at..]];
                    break;
            }
        }

        return body;
    }
}
