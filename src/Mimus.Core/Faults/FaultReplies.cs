using System.Globalization;
using Mimus.Core.Model;

namespace Mimus.Core.Faults;

/// <summary>The errors that faults put in an answer's place; the format finds the vendor's words where the fault has none.</summary>
internal static class FaultReplies
{
    // What a small account has; the numbers stand in the vendor's sentence.
    private const int UsualLimit = 500;

    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(1);

    public static MockReply Of(Fault fault, MockRequest request) =>
        fault.Kind switch
        {
            FaultKind.RateLimit => new RefusalReply(
                new RateLimited(LimitedResource.Requests, TimeSpan.FromMinutes(1), UsualLimit, UsualLimit, 1, fault.RetryAfter ?? UsualWait)
                {
                    Model = request.Model,
                }
            ),
            FaultKind.Quota => new RefusalReply(new QuotaExceeded()),
            FaultKind.Overloaded => new RefusalReply(new Overloaded { RetryAfter = fault.RetryAfter }),
            _ => Error(fault),
        };

    /// <summary>The error that a fault describes, inside a stream or before it.</summary>
    public static ErrorReply Error(Fault fault)
    {
        var status = fault.Status ?? 500;
        return new ErrorReply(status, fault.Message ?? Sentence(status))
        {
            Type = fault.Type,
            Code = fault.Code,
            Headers = fault.RetryAfter is { } wait
                ? [new("retry-after", Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture))]
                : [],
        };
    }

    private static string Sentence(int status) =>
        status switch
        {
            400 => "The request is not valid.",
            401 => "The key is not valid.",
            403 => "The key may not do this.",
            404 => "There is no such thing.",
            408 => "The request took too long to arrive.",
            409 => "The request conflicts with another.",
            413 => "The request is too large.",
            422 => "The request cannot be processed.",
            429 => "Too many requests; please try again later.",
            500 => "The server had an error while processing the request.",
            502 => "The server's upstream gave no valid answer.",
            503 => "The service is temporarily unavailable.",
            504 => "The server's upstream took too long.",
            529 => "Overloaded",
            _ => string.Create(CultureInfo.InvariantCulture, $"The request failed with status {status}."),
        };
}
