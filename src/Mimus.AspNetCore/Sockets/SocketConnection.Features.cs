using System.Buffers;
using System.Collections;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace Mimus.AspNetCore.Sockets;

/// <summary>What a connection offers to Kestrel and to exchanges: itself for all that it implements, and what others set, which goes first.</summary>
internal sealed partial class SocketConnection
    : IFeatureCollection,
        IConnectionIdFeature,
        IConnectionTransportFeature,
        IConnectionItemsFeature,
        IConnectionLifetimeFeature,
        IConnectionEndPointFeature,
        IConnectionSocketFeature,
        IMemoryPoolFeature
{
    // Kestrel sets five.
    private KeyValuePair<Type, object>[] _set = new KeyValuePair<Type, object>[5];
    private int _count;
    private int _revision;

    public override IFeatureCollection Features => this;

    public override IDictionary<object, object?> Items
    {
        get => field ??= new Dictionary<object, object?>();
        set;
    }

    Socket IConnectionSocketFeature.Socket => _socket;

    MemoryPool<byte> IMemoryPoolFeature.MemoryPool => MemoryPool<byte>.Shared;

    bool IFeatureCollection.IsReadOnly => false;

    int IFeatureCollection.Revision => _revision;

    object? IFeatureCollection.this[Type key]
    {
        get => Find(key) ?? (key.IsInstanceOfType(this) ? this : null);
        set => Set(key, value);
    }

    TFeature? IFeatureCollection.Get<TFeature>()
        where TFeature : default => Find(typeof(TFeature)) is TFeature feature ? feature : this is TFeature own ? own : default;

    void IFeatureCollection.Set<TFeature>(TFeature? instance)
        where TFeature : default => Set(typeof(TFeature), instance);

    IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator() => _set.Take(_count).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _set.Take(_count).GetEnumerator();

    private object? Find(Type key)
    {
        for (var index = 0; index < _count; index++)
        {
            if (_set[index].Key == key)
            {
                return _set[index].Value;
            }
        }

        return null;
    }

    private void Set(Type key, object? value)
    {
        var index = 0;
        while (index < _count && _set[index].Key != key)
        {
            index++;
        }

        if (index == _set.Length)
        {
            Array.Resize(ref _set, index * 2);
        }

        // A feature that is taken away leaves its place empty.
        _set[index] = new(key, value!);
        _count = Math.Max(_count, index + 1);
        _revision++;
    }
}
