using CsCheck;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Framing;

namespace Headgate.Llm.Tests.Protocols;

/// <summary>Nothing that a stranger sends is a bug of ours: no input throws.</summary>
public sealed class RandomInputTests
{
    private static readonly byte[] Signs = "\"\\{}[]:,0-9.eE+ntf \n\r\u0000du8a\xFF"u8.ToArray();

    private static readonly byte[][] Events = [.. GoldenCase.All.SelectMany(row => EventsOf(row.Data))];

    private static readonly byte[][] Bodies =
    [
        """{"model":"m","messages":[{"role":"user","content":"\ud83d\ude00 hi"}],"stream":true,"stream_options":{"include_usage":false}}"""u8.ToArray(),
        """{"id":"x","choices":[{"index":0,"message":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":7}}"""u8.ToArray(),
        """{"id":"x","output":[{"type":"web_search_call"}],"content":[],"data":[],"usage":{"input_tokens":5,"cache_creation":{"ephemeral_1h_input_tokens":1}}}"""u8.ToArray(),
        """[{"error":{"code":400,"message":{"detail":[{"loc":["body",0],"msg":"no","type":"t"}]},"details":{"error_code":"e"}}},1]"""u8.ToArray(),
    ];

    [Fact]
    public void No_stream_event_throws() =>
        Gen.Select(Gen.Int, Gen.Int[0, Events.Length - 1], Gen.Int[0, 5]).Sample(
            (seed, which, changes) =>
            {
                byte[] data = Mutate(Events[which], seed, changes);
                foreach (NativeProtocol protocol in NativeProtocols.All)
                {
                    if (protocol.CanStream)
                    {
                        protocol.OpenStream().Read(new SseEvent { Raw = data, Name = default, Data = data });
                    }
                }
            },
            iter: 100_000);

    [Fact]
    public void No_body_throws() =>
        Gen.Select(Gen.Int, Gen.Int[0, Bodies.Length - 1], Gen.Int[0, 4]).Sample(
            (seed, which, changes) =>
            {
                byte[] body = Mutate(Bodies[which], seed, changes);
                ErrorTable.ReadVendor(body);
                bool isScanned = JsonScan.TryScan(body, out JsonScan? scan, out _);
                foreach (NativeProtocol protocol in NativeProtocols.All)
                {
                    protocol.ReadReply(body);
                    if (isScanned)
                    {
                        protocol.Check(scan!);
                        protocol.UsageMustBeAskedFor(scan!);
                    }
                }

                if (isScanned)
                {
                    RequestEdits edits = new();
                    edits.Add(MemberEdit.AskForUsage);
                    edits.Add(MemberEdit.SetString("model", scan!.GetString("model"u8) ?? "m"));
                    SplicedBody spliced = edits.Apply(scan);
                    byte[] edited = [.. spliced.Pieces.SelectMany(piece => piece.ToArray())];
                    Assert.True(JsonScan.TryScan(edited, out _, out GatewayError? error), error?.Message);
                }
            },
            iter: 100_000);

    internal static byte[] Mutate(byte[] original, int seed, int changes)
    {
        Random random = new(seed);
        List<byte> bytes = [.. original];
        for (int i = 0; i < changes && bytes.Count > 0; i++)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = Signs[random.Next(Signs.Length)];
                    break;
                case 1:
                    bytes.Insert(at, Signs[random.Next(Signs.Length)]);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 9), bytes.Count - at)));
                    break;
            }
        }

        return [.. bytes];
    }

    private static List<byte[]> EventsOf(string golden)
    {
        List<byte[]> events = [];
        using IEventBuffer framing = GoldenCase.Protocol(golden).OpenFraming(1 << 20);
        StreamFeed.Run(framing, GoldenCase.Stream(golden), _ => int.MaxValue, (in SseEvent streamEvent) => events.Add(streamEvent.Data.ToArray()));
        return events;
    }
}
