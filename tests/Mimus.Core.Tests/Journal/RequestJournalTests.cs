using Mimus.Core.Chance;
using Mimus.Core.Journal;

namespace Mimus.Core.Tests.Journal;

public class RequestJournalTests
{
    [Fact]
    public void Record_MoreThanTheCount_DropsTheOldest()
    {
        var journal = new RequestJournal(2, 1_000_000);

        Record(journal, "1", "2", "3");

        Assert.Equal(["2", "3"], journal.Entries.Select(entry => entry.Path));
        Assert.Equal(1, journal.DroppedCount);
    }

    [Fact]
    public void Record_MoreThanTheBytes_DropsTheOldest()
    {
        var journal = new RequestJournal(1000, 1000);

        for (var index = 0; index < 5; index++)
        {
            journal.Record("POST", $"{index}", new byte[300], Some.Time);
        }

        Assert.Equal(["3", "4"], journal.Entries.Select(entry => entry.Path));
    }

    [Fact]
    public void Record_BodyLargerThanTheWholeJournal_KeepsNothingOfIt()
    {
        var journal = new RequestJournal(1000, 1000);

        journal.Record("POST", "/", new byte[5000], Some.Time);

        Assert.Empty(journal.Entries);
        Assert.Equal(1, journal.DroppedCount);
    }

    [Fact]
    public void Clear_Journal_ForgetsRequestsAndGoesOnNumbering()
    {
        var journal = new RequestJournal(10, 1_000_000);
        Record(journal, "1", "2");

        journal.Clear();
        Record(journal, "3");

        Assert.Equal(3, Assert.Single(journal.Entries).Number);
    }

    [Fact]
    public void Record_ManyThreads_LosesNothing()
    {
        var journal = new RequestJournal(100_000, long.MaxValue);

        Parallel.For(0, 20_000, index => journal.Record("POST", "/", default, Some.Time));

        Assert.Equal(20_000, journal.Entries.Count);
        Assert.Equal(Enumerable.Range(1, 20_000).Select(number => (long)number), journal.Entries.Select(entry => entry.Number));
    }

    [Fact]
    public void Settle_Entry_StillSaysWhatItSaid()
    {
        var journal = new RequestJournal(10, 1_000_000);
        var entry = journal.Record("POST", "/v1", "{\"a\":1}"u8.ToArray(), Some.Time, "mine");
        (entry.AnsweredBy, entry.MatchedRule, entry.Fault) = ("RuleStrategy", "greeting", "drip");
        entry.Delivery = new DeliveryReport(DeliveryOutcome.Cut, TimeSpan.FromSeconds(2), 200, 7);

        journal.Settle(entry);

        var shown = Assert.Single(journal.Of("mine"));
        Assert.NotSame(entry, shown);
        Assert.Equal(entry.Body.ToArray(), shown.Body.ToArray());
        Assert.Equal(entry, shown with { Body = entry.Body });
    }

    [Fact]
    public void Settle_EntryThatHoldsTheRequest_StaysTheEntry()
    {
        var journal = new RequestJournal(10, 1_000_000);
        var entry = journal.Record("POST", "/v1", "{}"u8.ToArray(), Some.Time);
        (entry.Request, entry.Delivery) = (Some.Request(), new DeliveryReport(DeliveryOutcome.Completed, TimeSpan.Zero, 200, 0));

        journal.Settle(entry);

        Assert.Same(entry, Assert.Single(journal.Entries));
    }

    [Fact]
    public void Entries_SeenBeforeTheirBlockIsForgotten_KeepTheirBodies()
    {
        var journal = new RequestJournal(4, long.MaxValue);
        Settle(journal, 4, 1);
        var seen = journal.Entries;

        Settle(journal, 1_000, 2);

        Assert.All(seen, entry => Assert.All(entry.Body.ToArray(), value => Assert.Equal(1, value)));
        Assert.All(journal.Entries, entry => Assert.All(entry.Body.ToArray(), value => Assert.Equal(2, value)));
    }

    // Against the plainest journal there is: a list.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Journal_AnyOrderOfCalls_KeepsWhatAListWould(ulong seed)
    {
        var random = new SeededRandom(seed);
        var journal = new RequestJournal(50, 60_000);
        var model = new List<JournalEntry>();
        var running = new List<JournalEntry>();
        for (var step = 0; step < 5_000; step++)
        {
            switch (random.Next() % 100)
            {
                case 0:
                    journal.Clear();
                    model.Clear();
                    break;
                case 1 or 2:
                    journal.Clear("a");
                    model.RemoveAll(entry => entry.Scope == "a");
                    break;
                case < 50 when running.Count > 0:
                    var ended = running[(int)(random.Next() % (ulong)running.Count)];
                    running.Remove(ended);
                    ended.Delivery = new DeliveryReport(DeliveryOutcome.Completed, TimeSpan.FromTicks(step), 200, step);
                    journal.Settle(ended);
                    break;
                default:
                    var body = new byte[random.Next() % 20 == 0 ? 9_000 : (int)(random.Next() % 500)];
                    Array.Fill(body, (byte)random.Next());
                    var entry = journal.Record("POST", "/", body, Some.Time, (random.Next() % 3) switch { 0 => "a", 1 => "b", _ => null });
                    running.Add(entry);
                    model.Add(entry);
                    while (model.Count > 50 || model.Sum(kept => kept.Body.Length + 128) > 60_000)
                    {
                        model.RemoveAt(0);
                    }

                    break;
            }

            if (step % 7 == 0)
            {
                Assert.Equal(model.Select(Said), journal.Entries.Select(Said));
                Assert.Equal(model.Where(kept => kept.Scope == "a").Select(Said), journal.Of("a").Select(Said));
            }
        }

        static (long, int, string, string?, DeliveryReport?) Said(JournalEntry entry) =>
            (entry.Number, entry.Body.Length, Convert.ToHexString(entry.Body.Span[..Math.Min(8, entry.Body.Length)]), entry.Scope, entry.Delivery);
    }

    private static void Settle(RequestJournal journal, int count, byte value)
    {
        for (var index = 0; index < count; index++)
        {
            var body = new byte[1_000];
            Array.Fill(body, value);
            var entry = journal.Record("POST", "/", body, Some.Time);
            entry.Delivery = new DeliveryReport(DeliveryOutcome.Completed, TimeSpan.Zero, 200, 0);
            journal.Settle(entry);
        }
    }

    private static void Record(RequestJournal journal, params string[] paths)
    {
        foreach (var path in paths)
        {
            journal.Record("POST", path, default, Some.Time);
        }
    }
}
