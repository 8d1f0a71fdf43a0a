using System.Collections.Immutable;
using System.Text;
using Headgate.Gateway.Pipeline.Record;
using Headgate.Gateway.Pricing;
using Headgate.Llm.Chat;
using Headgate.Llm.Protocols;

namespace Headgate.Console.Tests.Running;

internal static class SampleRecords
{
    private static readonly Usage Used = new() { InputText = 10, CacheRead = 5, CacheWrite5m = 2, OutputText = 7, OutputReasoning = 0 };

    /// <summary>A stream that fell back once, with everything that a record can hold.</summary>
    public static RequestRecord Full { get; } = new()
    {
        Id = "req_0195500000007000800000000000000a",
        Time = new DateTimeOffset(2026, 3, 1, 11, 59, 58, 250, TimeSpan.Zero),
        Protocol = WireProtocol.OpenAIChat,
        KeyId = "key_file_ci",
        Key = "ci",
        Team = "platform",
        Model = "chat",
        Stream = true,
        Target = "spare/gpt-5-mini",
        Provider = "spare",
        Status = 200,
        Attempts =
        [
            new AttemptRecord
            {
                Target = "openai/gpt-5-mini",
                Credential = "openai#3fd2a9c1",
                Status = 429,
                Fault = "rate_limited",
                Detail = "The vendor answered 429.",
                Connect = TimeSpan.FromMilliseconds(12.5),
                Total = TimeSpan.FromMilliseconds(40),
                VendorRequestId = "v-1",
            },
            new AttemptRecord
            {
                Target = "spare/gpt-5-mini",
                Credential = "spare#3fd2a9c1",
                Status = 200,
                FirstToken = TimeSpan.FromMilliseconds(100.1234),
                Total = TimeSpan.FromSeconds(2),
                VendorRequestId = "v-2",
                Usage = Used,
                ServiceTier = "flex",
                Cost = new Money(18_500),
            },
        ],
        Usage = Used,
        Cost = new Money(18_500),
        Queue = TimeSpan.FromMilliseconds(1),
        FirstToken = TimeSpan.FromMilliseconds(141.123),
        Total = TimeSpan.FromMilliseconds(2041),
        Session = "s-1",
        Tags = Map("env", "ci"),
        Metadata = Map("user", "u-7"),
        Losses = ["$.seed: not carried"],
        Variant = new VariantRecord("canary", 0.05, "stable"),
        VendorRequestId = "v-2",
        ResponseId = "chatcmpl-1",
        ClientAddress = "127.0.0.1",
        RequestBody = Encoding.UTF8.GetBytes("""{"model":"chat"}"""),
        ReplyBody = Encoding.UTF8.GetBytes("data: [DONE]"),
    };

    /// <summary>A call that was refused at the door.</summary>
    public static RequestRecord Refused { get; } = new()
    {
        Id = "req_0195500000007000800000000000000b",
        Time = new DateTimeOffset(2026, 3, 1, 11, 0, 0, TimeSpan.Zero),
        Protocol = WireProtocol.AnthropicMessages,
        Status = 401,
        Code = "invalid_api_key",
        Cost = Money.Zero,
        Total = TimeSpan.FromMilliseconds(0.05),
    };

    private static ImmutableSortedDictionary<string, string> Map(string name, string value) =>
        ImmutableSortedDictionary<string, string>.Empty.Add(name, value);
}
