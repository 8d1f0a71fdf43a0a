using System.Text;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;
using Headgate.Llm.Protocols;

namespace Headgate.Llm.Tests.Protocols.OpenAIChat;

public sealed class ChatRequestDecoderTests
{
    [Fact]
    public void Each_setting_knows_its_value_and_its_path()
    {
        ChatRequest request = ChatRig.With("\"temperature\":0.5,\"n\":2,\"logprobs\":true,\"stop\":\"x\",\"seed\":7.0,\"reasoning_effort\":\"high\"");

        Assert.Equal(new Given<double>(0.5, "$.temperature"), request.Temperature);
        Assert.Equal(new Given<long>(2, "$.n"), request.Choices);
        Assert.Equal(new Given<bool>(true, "$.logprobs"), request.LogProbabilities);
        Assert.Equal(new Given<long>(7, "$.seed"), request.Seed);
        Assert.Equal(("x", "$.stop"), (Assert.Single(request.Stop!.Value.Value), request.Stop.Value.Path));
        Assert.Equal(new Given<string>("high", "$.reasoning_effort"), request.Reasoning!.Effort);
    }

    [Fact]
    public void Pitfall_21_a_null_is_not_sent()
    {
        ChatRequest request = ChatRig.With("""
            "tools":null,"stop":null,"temperature":null,"user":null,"stream":null,"stream_options":null,"response_format":null,"x":null,
            "tool_choice":null,"function_call":null
            """);

        Assert.Equal("""{"model":"gpt-4.1","messages":[{"role":"user","content":"hi"}]}""", ChatRig.Send(request).Json);
    }

    [Fact]
    public void An_empty_list_of_tools_or_stops_is_not_sent_either() =>
        Assert.Equal("""{"model":"gpt-4.1","messages":[{"role":"user","content":"hi"}]}""", ChatRig.Send(ChatRig.With("\"tools\":[],\"stop\":[]")).Json);

    [Fact]
    public void Pitfall_22_the_newer_bound_on_tokens_beats_the_older()
    {
        ChatRequest request = ChatRig.With("\"max_tokens\":5,\"max_completion_tokens\":9");

        Assert.Equal(new Given<long>(9, "$.max_completion_tokens"), request.MaxOutputTokens);
        ChatRig.Written sent = ChatRig.Send(request, "together");
        Assert.Equal("9", sent.At("max_tokens"));
        Assert.Equal(["$.max_tokens"], sent.LostPaths);
    }

    [Fact]
    public void The_newer_name_of_the_user_beats_the_older() =>
        Assert.Equal(new Given<string>("b", "$.safety_identifier"), ChatRig.With("\"user\":\"a\",\"safety_identifier\":\"b\"").EndUser);

    [Fact]
    public void Deprecated_functions_become_tools_and_their_calls_get_ids_that_their_results_name()
    {
        ChatRequest request = ChatRig.Request("""
            {"model":"gpt-4.1","functions":[{"name":"f","parameters":{"type":"object"}}],"function_call":{"name":"f"},"messages":[
              {"role":"user","content":"a"},
              {"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{\"x\":1}"}},
              {"role":"function","name":"f","content":"1"},
              {"role":"assistant","function_call":{"name":"f","arguments":"{}"}},
              {"role":"function","name":"f","content":"2"}]}
            """);

        Assert.Equal("f", Assert.IsType<Tool.Function>(Assert.Single(request.Tools)).Name);
        Assert.Equal((ToolChoiceMode.Named, "$.function_call", "f"), (request.ToolChoice!.Mode, request.ToolChoice.Path, request.ToolChoice.Name));
        ToolCallPart[] calls = [.. request.Messages.SelectMany(message => message.Parts).OfType<ToolCallPart>()];
        ToolResultPart[] results = [.. request.Messages.SelectMany(message => message.Parts).OfType<ToolResultPart>()];
        Assert.Equal(calls.Select(call => call.Id), results.Select(result => result.CallId));
        Assert.Equal(2, calls.Select(call => call.Id).Distinct().Count());
        ChatRig.Written sent = ChatRig.Send(request);
        Assert.Equal("\"tool\"", sent.At("messages", 2, "role"));
        Assert.Equal("\"f\"", sent.At("tool_choice", "function", "name"));
        Assert.Empty(sent.LostPaths);
    }

    [Fact]
    public void An_image_by_its_address_alone_is_taken_too()
    {
        ChatRequest request = ChatRig.Said("""{"role":"user","content":[{"type":"image_url","image_url":"https://example.com/a.png"}]}""");

        Assert.Equal(new MediaSource.Url("https://example.com/a.png"), Assert.IsType<ImagePart>(request.Messages[0].Parts[0]).Source);
    }

    [Fact]
    public void A_file_in_plain_base64_is_a_pdf()
    {
        ChatRequest request = ChatRig.Said("""{"role":"user","content":[{"type":"file","file":{"file_data":"JVBERi0=","filename":"a.pdf"}}]}""");

        DocumentPart document = Assert.IsType<DocumentPart>(request.Messages[0].Parts[0]);
        MediaSource.Base64 source = Assert.IsType<MediaSource.Base64>(document.Source);
        Assert.Equal(("application/pdf", "JVBERi0=", "a.pdf"), (source.MediaType, Encoding.UTF8.GetString(source.Data.Span), document.Name));
    }

    [Fact]
    public void The_type_of_a_part_may_come_last()
    {
        ChatRequest request = ChatRig.Said("""{"content":[{"text":"a","type":"text"}],"role":"user"}""");

        Assert.Equal("a", Assert.IsType<TextPart>(request.Messages[0].Parts[0]).Text);
    }

    [Fact]
    public void Reasoning_is_read_under_either_name_and_once()
    {
        ChatRequest request = ChatRig.Said("""{"role":"assistant","content":"4","reasoning_content":"2+2","reasoning":"2+2"}""");

        Assert.Equal(["ReasoningPart", "TextPart"], request.Messages[0].Parts.Select(part => part.GetType().Name));
        Assert.Equal("reasoning", Assert.Single(request.Messages[0].Extras).Name);
    }

    [Fact]
    public void Mistrals_reasoning_in_the_content_is_reasoning()
    {
        ChatRequest request = ChatRig.Said("""
            {"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"a"},{"type":"text","text":"b"}],"closed":true},
            {"type":"thinking","thinking":[{"type":"reference","reference_ids":[1]}]},{"type":"text","text":"c"}]}
            """);

        Assert.Equal("ab", Assert.IsType<ReasoningPart>(request.Messages[0].Parts[0]).Text);
        Assert.Equal("thinking", Assert.IsType<NativePart>(request.Messages[0].Parts[1]).Type);
    }

    [Fact]
    public void Escaped_names_are_the_same_names()
    {
        ChatRequest request = ChatRig.Request("""{"mod\u0065l":"m","m\u0065ssages":[{"rol\u0065":"user","content":"hi"}],"\u0078":1}""");

        Assert.Equal("""{"model":"m","messages":[{"role":"user","content":"hi"}],"x":1}""", ChatRig.Send(request).Json);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_written_as_the_replacement_character_wherever_it_was()
    {
        ChatRequest request = ChatRig.Said("""
            {"role":"assistant","content":"\ud800","tool_calls":[{"id":"a\ud800","function":{"name":"f","arguments":"{\"x\":\"\ud800\"}"}}]}
            """, """{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AA\ud800A"}}]}""");

        ChatRig.Written sent = ChatRig.Send(request);

        Assert.Contains("\uFFFD", sent.At("messages", 0, "content"), StringComparison.Ordinal);
        Assert.Contains("\uFFFD", sent.At("messages", 0, "tool_calls", 0, "function", "arguments"), StringComparison.Ordinal);
        Assert.StartsWith("\"data:image/png;base64,AA\uFFFD", sent.At("messages", 2, "content", 0, "image_url", "url"), StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_are_slices_of_the_body()
    {
        byte[] body = """{"model":"m","messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}]}"""u8.ToArray();
        ChatRequest request = ChatRig.Ingress.DecodeRequest(body);
        body.AsSpan().Replace((byte)'A', (byte)'B');

        MediaSource.Base64 source = Assert.IsType<MediaSource.Base64>(Assert.IsType<ImagePart>(request.Messages[0].Parts[0]).Source);

        Assert.Equal("BBBB"u8.ToArray(), source.Data.ToArray());
    }

    [Theory]
    [InlineData("""{"messages":[]}""", "$.model")]
    [InlineData("""{"model":5,"messages":[]}""", "$.model")]
    [InlineData("""{"model":"m"}""", "$.messages")]
    [InlineData("""{"model":"m","messages":{}}""", "$.messages")]
    [InlineData("""{"model":"m","messages":["hi"]}""", "$.messages[0]")]
    [InlineData("""{"model":"m","messages":[{"content":"a"}]}""", "$.messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"human","content":"a"}]}""", "$.messages[0].role")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":1}]}""", "$.messages[0].content")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":["a"]}]}""", "$.messages[0].content[0]")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"text":"a"}]}]}""", "$.messages[0].content[0].type")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"text"}]}]}""", "$.messages[0].content[0].text")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"image_url"}]}]}""", "$.messages[0].content[0].image_url.url")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":[{"type":"file","file":{}}]}]}""", "$.messages[0].content[0].file")]
    [InlineData("""{"model":"m","messages":[{"role":"tool","content":"a"}]}""", "$.messages[0].tool_call_id")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"id":"a"}]}]}""", "$.messages[0].tool_calls[0].function")]
    [InlineData("""{"model":"m","messages":[{"role":"assistant","tool_calls":[{"function":{"arguments":5}}]}]}""", "$.messages[0].tool_calls[0].function.arguments")]
    [InlineData("""{"model":"m","messages":[{"role":"user","tool_calls":[{"id":"a","function":{"name":"f"}}]}]}""", "$.messages[0]")]
    [InlineData("""{"model":"m","messages":[],"temperature":"hot"}""", "$.temperature")]
    [InlineData("""{"model":"m","messages":[],"n":1.5}""", "$.n")]
    [InlineData("""{"model":"m","messages":[],"max_tokens":1e400}""", "$.max_tokens")]
    [InlineData("""{"model":"m","messages":[],"stop":[1]}""", "$.stop")]
    [InlineData("""{"model":"m","messages":[],"stream_options":{"include_usage":1}}""", "$.stream_options.include_usage")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"function":{"name":"f"}}]}""", "$.tools[0].type")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"type":"function","function":{}}]}""", "$.tools[0].function.name")]
    [InlineData("""{"model":"m","messages":[],"tools":[{"type":"function","function":{"name":"f","parameters":"{}"}}]}""", "$.tools[0].function.parameters")]
    [InlineData("""{"model":"m","messages":[],"tool_choice":"always"}""", "$.tool_choice")]
    [InlineData("""{"model":"m","messages":[],"response_format":{"type":"json_schema","json_schema":{"name":"a"}}}""", "$.response_format.json_schema.schema")]
    [InlineData("""{"model":"m","messages":[],"response_format":{}}""", "$.response_format.type")]
    public void A_wrong_member_is_refused_with_its_path(string body, string path)
    {
        GatewayError error = Assert.Throws<UnreadableException>(() => ChatRig.Request(body)).Error;

        Assert.Equal((ErrorKind.InvalidRequest, path), (error.Kind, error.Param));
    }
}
