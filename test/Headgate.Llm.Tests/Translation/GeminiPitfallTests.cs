using System.Text;
using System.Text.Json.Nodes;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;
using Headgate.Llm.Tests.Translation.Json;
using Headgate.Llm.Tests.Translation.Streams;
using static Headgate.Llm.Protocols.WireProtocol;

namespace Headgate.Llm.Tests.Translation;

/// <summary>What translating gateways have been reported to get wrong with Gemini, under the numbers of <see cref="PitfallTests"/>.</summary>
public sealed class GeminiPitfallTests
{
    private const string Unsigned = "skip_thought_signature_validator";

    private const string Thoughtful =
        """{"model":"m","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":2000},"messages":[{"role":"user","content":"Hi"}]}""";

    private const string Called =
        """{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"a","arguments":"{}"}}]}""";

    private const string Answered = """{"role":"tool","tool_call_id":"call_1","content":"x"}""";

    [Fact]
    public void Pitfall_03_Calls_in_several_chunks_are_counted_on()
    {
        string stream = new TranslationGolden("streams", "gemini-to-chat").Text(GeminiGenerateContent);

        JsonObject answer = ChatAccumulator.Whole(Crossing.Stream(GeminiGenerateContent, OpenAIChat, stream).Text);
        JsonArray calls = answer["choices"]![0]!["message"]!["tool_calls"]!.AsArray();

        Assert.Equal(["""{"gate":1}""", """{"gate":2}"""], calls.Select(call => call!["function"]!["arguments"]!.GetValue<string>()));
        Assert.Equal(2, calls.Select(call => call!["id"]!.GetValue<string>()).Distinct().Count());
    }

    [Theory]
    [InlineData("gemini-3-pro-preview", Unsigned)]
    [InlineData("gemini-3.5-flash", Unsigned)]
    [InlineData("gemini-2.5-pro", null)]
    public void Pitfall_06_A_call_that_Gemini_has_not_signed_says_so_where_a_signature_is_demanded(string model, string? signature)
    {
        JsonArray contents = Contents(model, Called, Answered);

        Assert.Equal(signature, contents[1]!["parts"]![0]!["thoughtSignature"]?.GetValue<string>());
    }

    [Fact]
    public void Pitfall_06_A_signature_comes_back_on_the_call_it_came_on()
    {
        string answer = new TranslationGolden("responses", "gemini-signed-call").Text(GeminiGenerateContent);
        JsonNode said = Crossing.Response(GeminiGenerateContent, AnthropicMessages, answer, Thoughtful).Json["content"]!;
        string next = $$"""
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":{{said.ToJsonString()}} },
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"fc1","content":"x"}]}]}
            """;

        JsonNode? part = Crossing.Request(AnthropicMessages, Targets.NewGemini, next).Json["contents"]![1]!["parts"]![0];

        JsonMeaning.AssertEqual(JsonNode.Parse(answer)!["candidates"]![0]!["content"]!["parts"]![0], part);
    }

    [Fact]
    public void Pitfall_06_What_signs_a_part_signs_the_thoughts_before_it_and_goes_back_on_the_part()
    {
        const string Parts = """
            [{"text":"Hm","thought":true},{"functionCall":{"name":"read_gauge","args":{},"id":"fc1"},"thoughtSignature":"c2ln"},
             {"functionCall":{"name":"read_gauge","args":{},"id":"fc2"}}]
            """;

        JsonNode said = Crossing.Response(GeminiGenerateContent, AnthropicMessages, Answer("STOP", Parts.Trim()[1..^1]), Thoughtful).Json["content"]!;
        string next = $$"""
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":{{said.ToJsonString()}} },
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"fc1","content":"x"},{"type":"tool_result","tool_use_id":"fc2","content":"y"}]}]}
            """;

        Assert.Equal(["thinking", "tool_use", "tool_use"], said.AsArray().Select(block => block!["type"]!.GetValue<string>()));
        Assert.Equal(("Hm", "hg.gemini.c2ln"), (said[0]!["thinking"]!.GetValue<string>(), said[0]!["signature"]!.GetValue<string>()));
        JsonMeaning.AssertEqual(JsonNode.Parse(Parts), Crossing.Request(AnthropicMessages, Targets.NewGemini, next).Json["contents"]![1]!["parts"]);
    }

    [Fact]
    public void Pitfall_06_Who_did_not_ask_for_thinking_gets_none_of_Geminis_signatures()
    {
        Crossing.Outcome whole = Crossing.Response(GeminiGenerateContent, AnthropicMessages, Answer("STOP", """{"text":"Ho","thoughtSignature":"c2ln"}"""));
        Crossing.Outcome stream = Crossing.Stream(GeminiGenerateContent, AnthropicMessages,
            $"data: {Answer("STOP", """{"text":"Ho"},{"text":"","thoughtSignature":"c2ln"}""")}\n\n");

        Assert.Equal("Ho", Assert.Single(whole.Json["content"]!.AsArray())!["text"]!.GetValue<string>());
        Assert.Equal(["$.candidates[0].content.parts[0].thoughtSignature"], whole.LossPaths);
        Assert.DoesNotContain("thinking", stream.Text, StringComparison.Ordinal);
        Assert.Equal(["$.candidates[0].content.parts[1].thoughtSignature"], stream.LossPaths);
    }

    [Fact]
    public void Pitfall_06_A_signature_at_the_end_of_an_answer_goes_back_on_no_text()
    {
        const string Body = """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[{"type":"text","text":"Ho"},
             {"type":"thinking","thinking":"","signature":"hg.gemini.c2ln"}]},{"role":"user","content":"And?"}]}
            """;

        JsonNode? parts = Crossing.Request(AnthropicMessages, Targets.NewGemini, Body).Json["contents"]![1]!["parts"];

        JsonMeaning.AssertEqual(JsonNode.Parse("""[{"text":"Ho"},{"text":"","thoughtSignature":"c2ln"}]"""), parts);
    }

    [Theory]
    [InlineData("STOP", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("SAFETY", "content_filter")]
    [InlineData("RECITATION", "content_filter")]
    [InlineData("IMAGE_SAFETY", "content_filter")]
    [InlineData("NEVER_HEARD_OF", "stop")]
    public void Pitfall_09_Each_finish_reason_of_Gemini_has_one_of_OpenAIs(string word, string finish) =>
        Assert.Equal(finish, FinishOf(Answer(word, """{"text":"a"}""")));

    [Fact]
    public void Pitfall_09_A_STOP_with_calls_waits_for_the_tools() => Assert.Equal("tool_calls", FinishOf(Answer("STOP", """{"functionCall":{"name":"a"}}""")));

    [Theory]
    [InlineData("MALFORMED_FUNCTION_CALL")]
    [InlineData("UNEXPECTED_TOOL_CALL")]
    [InlineData("OTHER")]
    public void Pitfall_09_A_failure_of_the_model_is_no_answer(string word)
    {
        string answer = Answer(word, """{"text":"a"}""");
        StreamReading reading = NativeProtocols.Get(GeminiGenerateContent).OpenStream();
        StreamEventKind kind = reading.Read(new SseEvent { Raw = default, Name = default, Data = Encoding.UTF8.GetBytes(answer) });

        Assert.Throws<UnreadableException>(() => Crossing.Response(GeminiGenerateContent, OpenAIChat, answer));
        Assert.Equal(StreamEventKind.Error, kind);
        Assert.Equal(word, reading.Error!.Type);
    }

    [Fact]
    public void Pitfall_09_A_refused_prompt_ends_a_stream_too()
    {
        const string Stream = "data: {\"promptFeedback\":{\"blockReason\":\"SAFETY\"},\"responseId\":\"r1\"}\n\n";

        JsonObject answer = ChatAccumulator.Whole(Crossing.Stream(GeminiGenerateContent, OpenAIChat, Stream).Text);

        Assert.Equal("content_filter", answer["choices"]![0]!["finish_reason"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_16_Roles_alternate_and_the_user_begins()
    {
        JsonArray contents = Written(
            "gemini-3-flash-preview", """{"role":"assistant","content":"Welcome."}""", """{"role":"user","content":"a"}""", """{"role":"user","content":"b"}""",
            Called, Answered, """{"role":"user","content":"c"}""");

        Assert.Equal(["user", "model", "user", "model", "user"], contents.Select(turn => turn!["role"]!.GetValue<string>()));
        Assert.Equal("a", contents[4]!["parts"]![0]!["functionResponse"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public void Pitfall_16_A_result_in_the_very_turn_of_its_call_is_told_with_its_tool()
    {
        const string Body = """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Hi"},{"role":"assistant","content":[
             {"type":"tool_use","id":"toolu_1","name":"a","input":{}},{"type":"tool_result","tool_use_id":"toolu_1","content":"x"}]}]}
            """;

        JsonNode written = Crossing.Request(AnthropicMessages, Targets.NewGemini, Body).Json;

        Assert.Contains("\"functionResponse\":{\"id\":\"toolu_1\",\"name\":\"a\"", written.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Pitfall_02_A_result_inside_one_whose_call_is_gone_is_text_too()
    {
        const string Body = """
            {"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"gone_1","content":[
             {"type":"tool_result","tool_use_id":"gone_2","content":"x"}]}]}]}
            """;

        JsonNode? parts = Crossing.Request(AnthropicMessages, Targets.NewGemini, Body).Json["contents"]![0]!["parts"];

        JsonMeaning.AssertEqual(
            JsonNode.Parse("""[{"text":"[result of tool call gone_1]"},{"text":"[result of tool call gone_2]"},{"text":"x"}]"""), parts);
    }

    [Theory]
    [InlineData("", "{}")]
    [InlineData("{\\\"a\\\":", """{"arguments":"{\"a\":"}""")]
    [InlineData("[1]", """{"value":[1]}""")]
    public void Pitfall_17_Arguments_that_are_no_object_become_one(string arguments, string args)
    {
        JsonArray contents = Contents("gemini-2.5-pro", Called.Replace("\"{}\"", $"\"{arguments}\"", StringComparison.Ordinal), Answered);

        JsonMeaning.AssertEqual(JsonNode.Parse(args), contents[1]!["parts"]![0]!["functionCall"]!["args"]);
    }

    [Theory]
    [InlineData("x", """{"result":"x"}""")]
    [InlineData("[1]", """{"result":"[1]"}""")]
    [InlineData("{\\\"a\\\":1}", """{"a":1}""")]
    public void Pitfall_17_A_result_that_is_no_object_becomes_one(string result, string response)
    {
        JsonArray contents = Contents("gemini-2.5-pro", Called, Answered.Replace("\"x\"", $"\"{result}\"", StringComparison.Ordinal));

        JsonMeaning.AssertEqual(JsonNode.Parse(response), contents[2]!["parts"]![0]!["functionResponse"]!["response"]);
    }

    [Theory]
    [InlineData("water.read/gauge")]
    [InlineData("3d_view")]
    [InlineData("_private")]
    [InlineData("水位")]
    [InlineData("a_name_that_is_as_long_as_sixty_four_letters_and_then_goes_on_and_on")]
    [InlineData("1_name_that_is_as_long_as_sixty_four_letters_and_then_goes_on_and_on")]
    public void Pitfall_18_A_tools_name_begins_with_a_letter_and_comes_back(string name)
    {
        string body = $$"""{"model":"m","tools":[{"type":"function","function":{"name":"{{name}}"} }],"messages":[{"role":"user","content":"Hi"}]}""";

        JsonNode written = Crossing.Request(OpenAIChat, Targets.NewGemini, body, out SentRequest sent).Json;

        string changed = written["tools"]![0]!["functionDeclarations"]![0]!["name"]!.GetValue<string>();
        Assert.Matches("^[a-zA-Z][a-zA-Z0-9_-]{0,63}$", changed);
        Assert.Equal(name, sent.ClientToolName(changed));
    }

    [Fact]
    public void Pitfall_18_A_schema_goes_as_the_JSON_Schema_it_is()
    {
        const string Schema = """{"$schema":"x","type":"object","properties":{"a":{"type":["string","null"],"format":"odd"}},"additionalProperties":false}""";
        string body = $$"""
            {"model":"m","tools":[{"type":"function","function":{"name":"a","parameters":{{Schema}}} }],"messages":[{"role":"user","content":"Hi"}]}
            """;

        JsonNode written = Crossing.Request(OpenAIChat, Targets.NewGemini, body).Json;

        JsonMeaning.AssertEqual(JsonNode.Parse(Schema), written["tools"]![0]!["functionDeclarations"]![0]!["parametersJsonSchema"]);
    }

    [Theory]
    [InlineData("gs://bucket/map.PNG", """{"mimeType":"image/png","fileUri":"gs://bucket/map.PNG"}""")]
    [InlineData("gs://bucket/map", """{"fileUri":"gs://bucket/map"}""")]
    [InlineData("https://www.youtube.com/watch?v=a.png", """{"fileUri":"https://www.youtube.com/watch?v=a.png"}""")]
    public void Pitfall_20_What_Google_keeps_itself_is_named_to_it(string url, string file)
    {
        JsonArray contents = Written(
            "gemini-2.5-pro", $$"""{"role":"user","content":[{"type":"image_url","image_url":{"url":"{{url}}"} }]}""");

        JsonMeaning.AssertEqual(JsonNode.Parse(file), contents[0]!["parts"]![0]!["fileData"]);
    }

    [Fact]
    public void Pitfall_30_A_stream_may_be_cut_at_any_byte()
    {
        string text = new TranslationGolden("streams", "gemini-to-chat").Text(GeminiGenerateContent);
        byte[] stream = Encoding.UTF8.GetBytes(text.Replace("Both", "Zürich 😀", StringComparison.Ordinal));
        List<ChatEvent> whole = EventsOf(stream, stream.Length);

        for (int cut = 1; cut < stream.Length; cut++)
        {
            Assert.Equal(whole, EventsOf(stream, cut));
        }
    }

    private static List<ChatEvent> EventsOf(byte[] stream, int cut)
    {
        IStreamDecoder decoder = ChatCodecs.EgressOf(GeminiGenerateContent)!.DecodeStream(SentRequest.Plain);
        List<ChatEvent> events = [];
        using IEventBuffer framing = NativeProtocols.Get(GeminiGenerateContent).OpenFraming(1 << 20);
        Framing.StreamFeed.Run(framing, stream, at => at == 0 ? cut : stream.Length, (in SseEvent streamEvent) => decoder.Read(streamEvent, events));
        return events;
    }

    private static string FinishOf(string answer) =>
        Crossing.Response(GeminiGenerateContent, OpenAIChat, answer).Json["choices"]![0]!["finish_reason"]!.GetValue<string>();

    private static string Answer(string finish, string part) =>
        $$"""{"responseId":"r1","candidates":[{"index":0,"content":{"role":"model","parts":[{{part}}]},"finishReason":"{{finish}}"}]}""";

    private static JsonArray Contents(string model, params string[] messages) => Written(model, ["""{"role":"user","content":"Hi"}""", .. messages]);

    private static JsonArray Written(string model, params string[] messages) =>
        Crossing.Request(OpenAIChat, Targets.Of($"gemini/{model}"), $$"""{"model":"m","messages":[{{string.Join(',', messages)}}]}""")
            .Json["contents"]!.AsArray();
}
