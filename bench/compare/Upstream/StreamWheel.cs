using System.Collections.Concurrent;
using System.Diagnostics;

namespace Headgate.Compare.Upstream;

/// <summary>
/// One thread turns all streams: each is served every <see cref="Slots"/> milliseconds, in the slot in which it arrived,
/// so that hundreds of streams need no timer each and do not fire at the same instant.
/// </summary>
internal sealed class StreamWheel : IDisposable
{
    private const int Slots = 5;

    private readonly ConcurrentQueue<ChatStream> _arrivals = new();
    private readonly List<ChatStream>[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new List<ChatStream>())];
    private readonly AutoResetEvent _wake = new(initialState: false);
    private int _streams;

    public void Start() => new Thread(Turn) { IsBackground = true, Name = "stream wheel" }.Start();

    public void Dispose() => _wake.Dispose();

    public void Add(ChatStream stream)
    {
        _arrivals.Enqueue(stream);
        _wake.Set();
    }

    private void Turn()
    {
        long served = NowMilliseconds();
        while (true)
        {
            if (_streams == 0 && _arrivals.IsEmpty)
            {
                _wake.WaitOne();
                served = NowMilliseconds();
            }

            // The slot just served: its next turn is a whole period away.
            while (_arrivals.TryDequeue(out ChatStream? arrived))
            {
                _slots[served % Slots].Add(arrived);
                _streams++;
            }

            Thread.Sleep(1);
            for (long now = NowMilliseconds(); served < now;)
                Serve(_slots[++served % Slots]);
        }
    }

    private void Serve(List<ChatStream> slot)
    {
        for (int i = slot.Count - 1; i >= 0; i--)
        {
            if (slot[i].Turn())
                continue;
            slot[i] = slot[^1];
            slot.RemoveAt(slot.Count - 1);
            _streams--;
        }
    }

    private static long NowMilliseconds() => Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1000);
}
