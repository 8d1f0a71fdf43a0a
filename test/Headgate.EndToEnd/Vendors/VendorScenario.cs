using Headgate.EndToEnd.Sdk.DotNet;

namespace Headgate.EndToEnd.Vendors;

/// <summary>What a client asks for, in both clients' words, and what it must be told, whoever the vendor is.</summary>
/// <param name="Name">The scenario's name.</param>
/// <param name="Model">What the vendor's model does.</param>
/// <param name="Chat">The members of a chat client's request but the model and the stream.</param>
/// <param name="Claude">The members of a Claude client's request but the model, the bound and the stream.</param>
/// <param name="Answer">The text of the answer; null where that is not what counts.</param>
public sealed record VendorScenario(string Name, string Model, string Chat, string Claude, string? Answer)
{
    private const string Ask = """
        "messages":[{"role":"user","content":"one two three"}]
        """;

    private static readonly string Tool = $$"""{"type":"function","function":{"name":"forecast","description":"d","parameters":{{Forecast.Schema}} } }""";
    private static readonly string ClaudeTool = $$"""{"name":"forecast","description":"d","input_schema":{{Forecast.Schema}} }""";

    /// <summary>The Claude client's members for Claude itself, which takes no thinking back that it has not signed.</summary>
    public string ForClaude => Claude.Replace("""{"type":"thinking","thinking":"hm","signature":""},""", "", StringComparison.Ordinal);

    /// <summary>How many calls the answer has.</summary>
    public int Calls { get; init; }

    /// <summary>How many it has where what may be lost was.</summary>
    public int CallsWithout { get => field == 0 ? Calls : field; init; }

    /// <summary>True when the answer is an instance of the schema, or of any.</summary>
    public bool IsJson { get; init; }

    /// <summary>The paths of what the vendor may have no word for; the answer is then what it gives without.</summary>
    public string[] MayLose { get; init; } = [];

    /// <summary>The answer where that was lost.</summary>
    public string? AnswerWithout { get; init; }

    /// <summary>All of them.</summary>
    public static IReadOnlyList<VendorScenario> All { get; } = [.. List()];

    private static IEnumerable<VendorScenario> List()
    {
        yield return new("text", "echo", Ask, Ask, "one two three");
        yield return new("usage asked for", "cached", Ask + ""","stream_options":{"include_usage":true}""", Ask, "one two three");
        yield return new("instructions", "echo", """
            "messages":[{"role":"system","content":"a"},{"role":"developer","content":[{"type":"text","text":"b"},{"type":"text","text":"c"}]},
            {"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]}]
            """, """
            "system":[{"type":"text","text":"a","cache_control":{"type":"ephemeral"} }],
            "messages":[{"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]}]
            """, "one\ntwo");
        yield return new("names", "echo", """
            "messages":[{"role":"user","name":"ann","content":"a"},{"role":"assistant","name":"bot","content":"b","refusal":null,"annotations":[]},
            {"role":"user","content":"one"}]
            """, """
            "messages":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"one"}],"metadata":{"user_id":"u"}
            """, "one");
        yield return new("tools", "tools", $$"""{{Ask}},"tools":[{{Tool}}],"tool_choice":"auto" """, $$"""{{Ask}},"tools":[{{ClaudeTool}}]""", null)
        {
            Calls = 1,
        };
        yield return new("parallel tools", "parallel-tools", $$"""{{Ask}},"tools":[{{Tool}}],"parallel_tool_calls":true""", $$"""
            {{Ask}},"tools":[{{ClaudeTool}}],"tool_choice":{"type":"any"}
            """, null)
        {
            Calls = 2,
        };
        yield return new("one tool", "parallel-tools", $$"""
            {{Ask}},"tools":[{{Tool}}],"parallel_tool_calls":false,"tool_choice":{"type":"function","function":{"name":"forecast"} }
            """, $$"""
            {{Ask}},"tools":[{{ClaudeTool}}],"tool_choice":{"type":"tool","name":"forecast","disable_parallel_tool_use":true}
            """, null)
        {
            Calls = 1,
            MayLose = ["$.parallel_tool_calls", "$.tool_choice.disable_parallel_tool_use"],
            CallsWithout = 2,
        };
        yield return new("tool results", "tools", $$"""
            "messages":[{"role":"user","content":"a"},{"role":"assistant","content":null,"reasoning_content":"hm","tool_calls":[
            {"id":"call_0123456789abcdefghij","type":"function","function":{"name":"forecast","arguments":"{\"city\":\"x\",\"days\":1}"} }]},
            {"role":"tool","tool_call_id":"call_0123456789abcdefghij","content":[{"type":"text","text":"rain"}]}],"tools":[{{Tool}}]
            """, $$"""
            "messages":[{"role":"user","content":"a"},{"role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":""},
            {"type":"tool_use","id":"toolu_0123456789abcdefghij","name":"forecast","input":{"city":"x","days":1} }]},
            {"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_0123456789abcdefghij","content":"rain"}]}],"tools":[{{ClaudeTool}}]
            """, "The tool answered: rain");
        yield return new("structured answer", "json", $$"""
            {{Ask}},"response_format":{"type":"json_schema","json_schema":{"name":"forecast","strict":true,"schema":{{Forecast.Schema}} } }
            """, $$"""{{Ask}},"output_config":{"format":{"type":"json_schema","schema":{{Forecast.Schema}} } }""", null)
        {
            IsJson = true,
        };
        yield return new("reasoning", "reasoning", Ask + ""","reasoning_effort":"medium" """, Ask + ""","thinking":{"type":"adaptive"},"output_config":{"effort":"low"}""", "one two three");
        yield return new("image", "echo", $$"""
            "messages":[{"role":"user","content":[{"type":"text","text":"look"},
            {"type":"image_url","image_url":{"url":"data:image/png;base64,{{Pixel.Base64}}","detail":"low"} }]}]
            """, $$"""
            "messages":[{"role":"user","content":[{"type":"text","text":"look"},
            {"type":"image","source":{"type":"base64","media_type":"image/png","data":"{{Pixel.Base64}}"} }]}]
            """, "look [1 image]")
        {
            MayLose = ["$.messages[0].content[1]"],
            AnswerWithout = "look",
        };
        yield return new("sampling", "echo", Ask + """
            ,"temperature":0.5,"top_p":0.9,"seed":7,"presence_penalty":0.1,"frequency_penalty":0.1,"logit_bias":{"1":1},"logprobs":true,"top_logprobs":1
            """, Ask + ""","temperature":0.5,"top_p":0.9,"top_k":40""", "one two three");
        yield return new("bound", "echo", Ask + ""","max_completion_tokens":2""", Ask, "one two");
        yield return new("stop", "echo", """
            "messages":[{"role":"user","content":"one STOP two"}],"stop":["STOP","END"]
            """, """
            "messages":[{"role":"user","content":"one STOP two"}],"stop_sequences":["STOP","END"]
            """, "one ")
        {
            MayLose = ["$.stop", "$.stop_sequences"],
            AnswerWithout = "one STOP two",
        };
        yield return new("choices", "echo", Ask + ""","n":2""", Ask, "one two three");
        yield return new("bookkeeping", "echo", Ask + """
            ,"user":"u","safety_identifier":"s","metadata":{"a":"b"},"store":false,"service_tier":"auto","prompt_cache_key":"k","verbosity":"low","n":1
            """, Ask + ""","metadata":{"user_id":"u"},"service_tier":"auto","inference_geo":"eu" """, "one two three");
    }

    public override string ToString() => Name;
}
