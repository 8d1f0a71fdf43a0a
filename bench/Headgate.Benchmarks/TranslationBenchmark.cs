using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Benchmarks;

/// <summary>What does it cost to take a conversation of a hundred messages to the other protocol, next to reading and writing the same bytes?</summary>
public class TranslationBenchmark : IDisposable
{
    private readonly ArrayBufferWriter<byte> _output = new(1 << 17);
    private readonly Utf8JsonWriter _writer;
    private byte[] _body = [];
    private IIngressCodec _ingress = null!;
    private IEgressCodec _egress = null!;
    private EgressTarget _target = null!;

    public TranslationBenchmark() =>
        _writer = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>The client's protocol.</summary>
    [Params(WireProtocol.OpenAIChat, WireProtocol.AnthropicMessages)]
    public WireProtocol From { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        bool isChat = From == WireProtocol.OpenAIChat;
        _body = Encoding.UTF8.GetBytes(isChat ? Conversation.Chat() : Conversation.Messages());
        _ingress = ChatCodecs.IngressOf(From)!;
        _egress = ChatCodecs.EgressOf(isChat ? WireProtocol.AnthropicMessages : WireProtocol.OpenAIChat)!;
        _target = isChat
            ? new EgressTarget("claude-sonnet-4-5", ProviderCatalog.Find("anthropic")!)
            : new EgressTarget("gpt-5-mini", ProviderCatalog.Find("openai")!);
    }

    [GlobalCleanup]
    public void Dispose() => _writer.Dispose();

    [Benchmark(Baseline = true)]
    public int ParseAndWrite()
    {
        _output.ResetWrittenCount();
        _writer.Reset(_output);
        using JsonDocument document = JsonDocument.Parse(_body);
        document.WriteTo(_writer);
        _writer.Flush();
        return _output.WrittenCount;
    }

    [Benchmark]
    public int Translate()
    {
        _output.ResetWrittenCount();
        _egress.EncodeRequest(_ingress.DecodeRequest(_body), _target, _output, new LossList());
        return _output.WrittenCount;
    }
}
