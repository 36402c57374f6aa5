using Mimus.Core.Journal;

namespace Mimus.Core.Tests.Journal;

public class BodyStoreTests
{
    [Fact]
    public void Keep_AsManyAsAreForgotten_UsesTheSameBlocksAgain()
    {
        var store = new BodyStore();
        var kept = new Queue<BodySlab?>();
        var blocks = new HashSet<BodySlab>(ReferenceEqualityComparer.Instance);

        for (var count = 0; count < 10_000; count++)
        {
            kept.Enqueue(store.Keep(new byte[1_000]).Slab);
            blocks.Add(kept.Last()!);
            if (kept.Count > 200)
            {
                store.Forget(kept.Dequeue());
            }
        }

        // 200 bodies lie in four blocks, or five; one more is spare when they move on.
        const int Full = 200 * 1_000 / BodySlab.Size;
        Assert.InRange(blocks.Count, Full, Full + 3);
    }

    [Fact]
    public void Keep_LongBody_StaysWhereItIs()
    {
        ReadOnlyMemory<byte> body = new byte[100_000];

        Assert.Equal((body, null), new BodyStore().Keep(body));
    }
}
