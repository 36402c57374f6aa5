using Jint;
using Jint.Native;
using Jint.Native.Json;
using Jint.Native.Object;
using Jint.Runtime;
using Mimus.Core.Model;
using Mimus.Core.Rules;

namespace Mimus.Scripting;

/// <summary>
/// One handler file in its interpreter. The file reaches no other file, no network and no process, and each call has limits of time, memory and
/// recursion. Calls of one file are made one after the other, so that what it remembers stays in order.
/// </summary>
internal sealed class HandlerScript : IDisposable
{
    private const string Module = "handlers";
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(1);
    private const long MemoryLimit = 64 * 1024 * 1024;
    private const int RecursionLimit = 256;

    private readonly Lock _lock = new();
    private readonly Engine _engine;
    private readonly List<ObjectInstance> _handlers = [];
    private readonly JsValue _fallback = JsValue.Undefined;

    public HandlerScript(string name, string source)
    {
        Name = name;
        _engine = new Engine(options =>
        {
            options.Strict();
            options.TimeoutInterval(TimeLimit);
            options.LimitMemory(MemoryLimit);
            options.LimitRecursion(RecursionLimit);
            options.RegexTimeoutInterval(TimeSpan.FromMilliseconds(100));
            options.MaxArraySize(1_000_000);
        });
        var exports = Guard("cannot be loaded", () => _engine.Modules.Import(Define(source)));
        Collect(exports.Get("default"));
        _fallback = exports.Get("fallback");
    }

    public string Name { get; }

    /// <summary>How many handlers the file has.</summary>
    public int Count => _handlers.Count;

    public bool HasFallback => !_fallback.IsUndefined() && !_fallback.IsNull();

    /// <summary>Asks a handler whether the request is for it.</summary>
    public bool Matches(int index, MockRequest request)
    {
        lock (_lock)
        {
            return Guard("failed in match()", () => TypeConverter.ToBoolean(Call(_handlers[index], "match", request)));
        }
    }

    /// <summary>Asks a handler for its reply.</summary>
    public ValueTask<MockReply> RespondAsync(int index, MockRequest request, CancellationToken cancellationToken)
    {
        string json;
        lock (_lock)
        {
            json = Guard("failed in respond()", () => Serialize(Call(_handlers[index], "respond", request)));
        }

        return HandlerReply.MakeAsync(Name, json, request, cancellationToken);
    }

    /// <summary>What the <c>fallback</c> export replies: a value, or a function of the request.</summary>
    public ValueTask<MockReply> FallbackAsync(MockRequest request, CancellationToken cancellationToken)
    {
        string json;
        lock (_lock)
        {
            json = Guard(
                "failed in fallback",
                () => Serialize(_fallback.IsCallable() ? _engine.Invoke(_fallback, Argument(request)).UnwrapIfPromise() : _fallback)
            );
        }

        return HandlerReply.MakeAsync(Name, json, request, cancellationToken);
    }

    public void Dispose() => _engine.Dispose();

    private string Define(string source)
    {
        _engine.Modules.Add(Module, source);
        return Module;
    }

    private void Collect(JsValue exported)
    {
        if (exported is JsArray list)
        {
            foreach (var item in list)
            {
                Collect(item);
            }

            return;
        }

        if (exported is not ObjectInstance handler || !handler.Get("match").IsCallable() || !handler.Get("respond").IsCallable())
        {
            throw new RuleFailedException(
                $"a handler file exports {{ match(req), respond(req) }}, or a list of such, as its default; write 'export default {{ … }}'"
            );
        }

        _handlers.Add(handler);
    }

    private JsValue Call(ObjectInstance handler, string function, MockRequest request) =>
        _engine.Invoke(handler.Get(function), handler, [Argument(request)]).UnwrapIfPromise();

    private JsValue Argument(MockRequest request) => new JsonParser(_engine).Parse(HandlerRequest.ToJson(request));

    private string Serialize(JsValue value) =>
        new JsonSerializer(_engine).Serialize(value, JsValue.Undefined, JsValue.Undefined) is { } json && json.IsString()
            ? json.AsString()
            : throw new RuleFailedException($"{Name}: the reply is {value}; return a text or an object with text, reasoning, tools or error");

    // Whatever goes wrong inside is the file's fault, and must be told as such.
    private T Guard<T>(string what, Func<T> call)
    {
        try
        {
            return call();
        }
        catch (Exception exception) when (exception is not (RuleFailedException or OutOfMemoryException))
        {
            throw new RuleFailedException($"The handler file '{Name}' {what}: {Describe(exception)}", exception);
        }
    }

    private static string Describe(Exception exception) =>
        exception switch
        {
            TimeoutException => $"it ran longer than {TimeLimit.TotalSeconds:0} second",
            MemoryLimitExceededException => $"it needed more than {MemoryLimit / 1024 / 1024} MiB",
            RecursionDepthOverflowException => $"it called itself more than {RecursionLimit} times deep",
            JavaScriptException script => $"{script.Error} (line {script.Location.Start.Line})",
            _ => exception.Message,
        };
}
