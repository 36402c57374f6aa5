using Mimus.Core.Model;
using Mimus.Protocols.Vendors;
using Xunit;

namespace Mimus.Protocols.Tests.Vendors;

public class OpenAiLimitsTests
{
    [Theory]
    [InlineData(LimitedResource.Requests, 86_400, "requests per day (RPD)", "requests")]
    [InlineData(LimitedResource.Requests, 60, "requests per min (RPM)", "requests")]
    [InlineData(LimitedResource.Requests, 10, "requests per 10 seconds", "requests")]
    [InlineData(LimitedResource.Concurrency, 0, "concurrent requests", "requests")]
    [InlineData(LimitedResource.Tokens, 86_400, "tokens per day (TPD)", "tokens")]
    [InlineData(LimitedResource.Tokens, 60, "tokens per min (TPM)", "tokens")]
    [InlineData(LimitedResource.Tokens, 1, "tokens per 1 seconds", "tokens")]
    public void Describe_Limit_IsNamedByItsWindow(LimitedResource resource, int seconds, string name, string type)
    {
        var error = OpenAiLimits.Describe(new RateLimited(resource, TimeSpan.FromSeconds(seconds), 10, 10, 1, TimeSpan.FromSeconds(6)) { Model = "m" });

        Assert.Contains($" on {name}: Limit 10, Used 10, Requested 1. Please try again in 6s.", error.Message, StringComparison.Ordinal);
        Assert.Equal(type, error.Type);
    }
}
