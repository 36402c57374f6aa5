using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Mimus.AspNetCore.Delivery;
using Mimus.AspNetCore.Exchanges;
using Mimus.Core.Configuration;
using Mimus.Core.Configuration.Documents;

namespace Mimus.AspNetCore.Endpoints.Admin;

/// <summary>A request to one of the routes below <c>/_mimus</c>, and the ways to answer it.</summary>
internal sealed class AdminRequest(HttpContext context)
{
    private const string BodySource = "body";
    private const long MaximumBody = 1024 * 1024;

    /// <summary>The HTTP method.</summary>
    public string Method => context.Request.Method;

    /// <summary>The scope that the request names; null for none.</summary>
    public string? Scope
    {
        get
        {
            var named = context.Request.Headers[RequestScope.Header].ToString();
            return named.Length > 0 ? named : RequestScope.Of(context.Request, default, isByKey: false) ?? QueryOf("scope");
        }
    }

    public bool IsGet => HttpMethods.IsGet(Method) || HttpMethods.IsHead(Method);

    public bool IsPost => HttpMethods.IsPost(Method);

    public bool IsDelete => HttpMethods.IsDelete(Method);

    public CancellationToken Cancellation => context.RequestAborted;

    /// <summary>The value of a parameter of the query; null where there is none.</summary>
    public string? QueryOf(string name) => context.Request.Query[name].ToString() is { Length: > 0 } value ? value : null;

    /// <summary>
    /// Reads the body, JSON or JSON5, by a reader that files are read with too. Where anything is wrong the request is answered with that, and
    /// the result is null.
    /// </summary>
    public async Task<T?> ReadAsync<T>(Func<ConfigurationNode, NodeReader, ConfigurationProblems, T?> read)
        where T : class
    {
        var (body, refusal) = await RequestBody.ReadAsync(context.Request, MaximumBody, Cancellation).ConfigureAwait(false);
        var problems = new ConfigurationProblems();
        if (refusal is not null)
        {
            problems.Add(new ConfigurationProblem(SourceLocation.Whole(BodySource), "", $"the body cannot be read: {refusal}"));
        }

        var text = Encoding.UTF8.GetString(body);
        var node =
            refusal is not null ? null
            : text.AsSpan().Trim().IsEmpty ? new ConfigurationMapping(SourceLocation.Whole(BodySource), "", [])
            : DocumentReader.Read(new ConfigurationSource(BodySource, text, ConfigurationSyntax.Json5), problems);
        var value = node is null ? null : read(node, new NodeReader(problems), problems);
        if (problems.Errors.Count == 0 && value is not null)
        {
            return value;
        }

        await RefuseAsync(StatusCodes.Status400BadRequest, [.. problems.Errors.Select(problem => problem.ToString())]).ConfigureAwait(false);
        return null;
    }

    /// <summary>Answers with JSON.</summary>
    public async Task AnswerAsync(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        var buffer = ReplyBuffer.Rent();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            write(json);
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.ContentLength = buffer.Written.Length;
        if (!HttpMethods.IsHead(Method))
        {
            await context.Response.BodyWriter.WriteAsync(buffer.Written, Cancellation).ConfigureAwait(false);
        }

        buffer.Return();
    }

    /// <summary>Answers that it is done and that there is nothing to say.</summary>
    public Task DoneAsync()
    {
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    /// <summary>Turns the request away; each problem is a sentence that says what, where and what to do.</summary>
    public Task RefuseAsync(int status, params IReadOnlyList<string> problems) =>
        AnswerAsync(
            json =>
            {
                json.WriteStartObject();
                json.WriteStartObject("error"u8);
                json.WriteString("message"u8, string.Join("\n", problems));
                json.WriteStartArray("problems"u8);
                foreach (var problem in problems)
                {
                    json.WriteStringValue(problem);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
            },
            status
        );

    /// <summary>Turns the request away because of its method.</summary>
    public Task RefuseMethodAsync(string allowed)
    {
        context.Response.Headers.Allow = allowed;
        return RefuseAsync(StatusCodes.Status405MethodNotAllowed, $"{Method} is not possible here; use one of {allowed}.");
    }
}
