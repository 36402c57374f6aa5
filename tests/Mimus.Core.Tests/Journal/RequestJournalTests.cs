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

    private static void Record(RequestJournal journal, params string[] paths)
    {
        foreach (var path in paths)
        {
            journal.Record("POST", path, default, Some.Time);
        }
    }
}
