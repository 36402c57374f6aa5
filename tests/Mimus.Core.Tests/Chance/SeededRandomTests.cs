using Mimus.Core.Chance;

namespace Mimus.Core.Tests.Chance;

public class SeededRandomTests
{
    [Fact]
    public void Id_SameSeed_IsTheSame() => Assert.Equal(new SeededRandom(7).Id("call_", 24), new SeededRandom(7).Id("call_", 24));

    [Fact]
    public void ForExchange_OtherSeedNumberOrBody_GivesOtherIds()
    {
        string[] ids =
        [
            Id(0, 1, "body"),
            Id(1, 1, "body"),
            Id(0, 2, "body"),
            Id(0, 1, "bodz"),
            Id(0, 1, "body "),
        ];

        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Id_TenThousandExchanges_AllDiffer() =>
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(number => Id(0, number, "body")).Distinct().Count());

    [Fact]
    public void HexId_Length_IsHexadecimal() => Assert.Matches("^req_[0-9a-f]{32}$", new SeededRandom(3).HexId("req_", 32));

    private static string Id(ulong seed, long number, string body) =>
        SeededRandom.ForExchange(seed, number, System.Text.Encoding.UTF8.GetBytes(body)).Id("", 29);
}
