using Headgate.Llm.Protocols;
using Headgate.Server.DataPlane;

namespace Headgate.Server.Tests.DataPlane;

public sealed class RouteTableTests
{
    [Theory]
    [InlineData("/v1/chat/completions", WireProtocol.OpenAIChat)]
    [InlineData("/chat/completions", WireProtocol.OpenAIChat)]
    [InlineData("/v1/completions", WireProtocol.OpenAICompletions)]
    [InlineData("/completions", WireProtocol.OpenAICompletions)]
    [InlineData("/v1/responses", WireProtocol.OpenAIResponses)]
    [InlineData("/responses", WireProtocol.OpenAIResponses)]
    [InlineData("/v1/responses/input_tokens", WireProtocol.OpenAIInputTokens)]
    [InlineData("/responses/compact", WireProtocol.OpenAICompact)]
    [InlineData("/openai/v1/responses/compact", WireProtocol.OpenAICompact)]
    [InlineData("/v1/embeddings", WireProtocol.OpenAIEmbeddings)]
    [InlineData("/v1/rerank", WireProtocol.Rerank)]
    [InlineData("/v2/rerank", WireProtocol.Rerank)]
    [InlineData("/embeddings", WireProtocol.OpenAIEmbeddings)]
    public void OpenAI_calls_go_with_and_without_v1(string path, WireProtocol protocol) =>
        Assert.Equal(new DataRoute(RouteKind.Call, Dialect.OpenAI, protocol), RouteTable.Match(path));

    [Theory]
    [InlineData("/v1/messages", WireProtocol.AnthropicMessages)]
    [InlineData("/anthropic/v1/messages", WireProtocol.AnthropicMessages)]
    [InlineData("/v1/messages/count_tokens", WireProtocol.AnthropicCountTokens)]
    [InlineData("/anthropic/v1/messages/count_tokens", WireProtocol.AnthropicCountTokens)]
    public void Anthropic_calls_go_with_and_without_their_prefix(string path, WireProtocol protocol) =>
        Assert.Equal(new DataRoute(RouteKind.Call, Dialect.Anthropic, protocol), RouteTable.Match(path));

    [Theory]
    [InlineData("/v1/models/gemini-3:generateContent", "/v1/models/gemini-3:generateContent", "gemini-3", false)]
    [InlineData("/v1beta/models/gemini-3:generateContent", "/v1beta/models/gemini-3:generateContent?key=k", "gemini-3", false)]
    [InlineData("/v1beta1/models/gemini-3:streamGenerateContent", "/v1beta1/models/gemini-3:streamGenerateContent?alt=sse", "gemini-3", true)]
    [InlineData("/v1beta/models/openai/gpt-5-mini:generateContent", "/v1beta/models/openai%2Fgpt-5-mini:generateContent", "openai/gpt-5-mini", false)]
    [InlineData("/v1beta/models/openai/gpt-5-mini:generateContent", "/v1beta/models/openai/gpt-5-mini:generateContent", "openai/gpt-5-mini", false)]
    [InlineData("/v1beta/models/a%2Fb:generateContent", "/v1beta/models/a%252Fb:generateContent", "a%2Fb", false)]
    [InlineData("/v1beta1/publishers/google/models/gemini-3:generateContent", "/v1beta1/publishers/google/models/gemini-3:generateContent", "gemini-3", false)]
    [InlineData(
        "/v1/projects/p/locations/global/publishers/google/models/gemini-3:streamGenerateContent",
        "/v1/projects/p/locations/global/publishers/google/models/gemini-3:streamGenerateContent?alt=sse", "gemini-3", true)]
    [InlineData("/v1/models/llama3:8b:generateContent", "/v1/models/llama3%3A8b%3AgenerateContent", "llama3:8b", false)]
    public void Gemini_calls_have_model_and_stream_in_the_path(string path, string target, string model, bool isStream)
    {
        DataRoute route = RouteTable.Match(path);

        Assert.Equal(new DataRoute(RouteKind.Call, Dialect.Gemini, WireProtocol.GeminiGenerateContent, IsStream: isStream), route);
        Assert.Equal(model, RouteTable.NamedModel(route, target));
    }

    [Theory]
    [InlineData("/v1beta/models/a/b:countTokens", WireProtocol.GeminiCountTokens)]
    [InlineData("/v1/models/a/b:embedContent", WireProtocol.GeminiEmbedContent)]
    [InlineData("/v1beta1/models/a/b:batchEmbedContents", WireProtocol.GeminiEmbed)]
    public void Gemini_counts_and_embeds_behind_the_same_paths(string path, WireProtocol protocol)
    {
        DataRoute route = RouteTable.Match(path);

        Assert.Equal(new DataRoute(RouteKind.Call, Dialect.Gemini, protocol), route);
        Assert.Equal("a/b", RouteTable.NamedModel(route, path));
    }

    [Theory]
    [InlineData("/v1beta/models", nameof(RouteKind.Models))]
    [InlineData("/v1beta1/models", nameof(RouteKind.Models))]
    [InlineData("/v1beta/models/gemini-3", nameof(RouteKind.Model))]
    [InlineData("/v1beta/models/gemini-3:predict", nameof(RouteKind.Model))]
    public void Googles_own_paths_are_answered_in_its_words(string path, string kind)
    {
        DataRoute route = RouteTable.Match(path);
        Assert.Equal(kind, route.Kind.ToString());
        Assert.Equal(Dialect.Gemini, route.Dialect);
    }

    [Theory]
    [InlineData("?alt=sse", true)]
    [InlineData("?key=k&alt=sse", true)]
    [InlineData("?alt=json", false)]
    [InlineData("", false)]
    public void A_query_may_ask_for_events(string query, bool asks) => Assert.Equal(asks, GeminiPaths.WantsEvents(query));

    [Theory]
    [InlineData("/v1/models", nameof(RouteKind.Models))]
    [InlineData("/models", nameof(RouteKind.Models))]
    [InlineData("/v1/models/gpt-5-mini", nameof(RouteKind.Model))]
    [InlineData("/v1/models/sim/echo", nameof(RouteKind.Model))]
    [InlineData("/v1/models/llama3:8b", nameof(RouteKind.Model))]
    [InlineData("/healthz", nameof(RouteKind.Health))]
    [InlineData("/readyz", nameof(RouteKind.Readiness))]
    public void Reads_are_told_apart(string path, string kind) => Assert.Equal(kind, RouteTable.Match(path).Kind.ToString());

    [Theory]
    [InlineData("/v1/moderations", "POST", "Model")]
    [InlineData("/moderations", "POST", "Model")]
    [InlineData("/v1/images/generations", "POST", "Model")]
    [InlineData("/v1/images/edits", "POST", "Form")]
    [InlineData("/v1/images/variations", "POST", "Form")]
    [InlineData("/v1/audio/speech", "POST", "Model")]
    [InlineData("/v1/audio/transcriptions", "POST", "Form")]
    [InlineData("/v1/audio/translations", "POST", "Form")]
    [InlineData("/v1/files", "POST", "Upload")]
    [InlineData("/v1/files", "GET", "List")]
    [InlineData("/v1/files/file-1", "DELETE", "Object")]
    [InlineData("/v1/files/file-1/content", "GET", "Object")]
    [InlineData("/v1/files/file-1/content", "DELETE", null)]
    [InlineData("/v1/uploads", "POST", "Assembly")]
    [InlineData("/v1/uploads/upload_1/parts", "POST", "Upload")]
    [InlineData("/v1/uploads/upload_1/complete", "POST", "Assembly")]
    [InlineData("/v1/uploads/upload_1/cancel", "POST", "Object")]
    [InlineData("/v1/batches", "POST", "Batch")]
    [InlineData("/openai/deployments/m/batches", "POST", "Batch")]
    [InlineData("/openai/v1/uploads/upload_1/parts", "POST", "Upload")]
    [InlineData("/v1/batches/batch_1/cancel", "POST", "Object")]
    [InlineData("/v1/batches/batch_1", "DELETE", null)]
    [InlineData("/v1/responses/resp_1", "GET", "Object")]
    [InlineData("/v1/responses/resp_1/input_items", "GET", "Object")]
    [InlineData("/v1/responses/resp_1/cancel", "GET", null)]
    [InlineData("/v1/realtime", "GET", "Realtime")]
    [InlineData("/passthrough/openai/v1/x", "PUT", "Passthrough")]
    public void What_passes_verbatim_is_known_by_path_and_method(string path, string method, string? call)
    {
        DataRoute route = RouteTable.Match(path);
        Assert.Equal(RouteKind.Raw, route.Kind);
        Assert.Equal(call, route.Raw!.CallOf(method)?.ToString());
    }

    [Theory]
    [InlineData("/v1/files/a%2Fb")]
    [InlineData("/v1/files/../models")]
    [InlineData("/v1/files/a/content/b")]
    [InlineData("/v1/files/{id}")]
    [InlineData("/v1/uploads/upload_1")]
    [InlineData("/v1/files/")]
    public void An_id_in_a_path_is_letters_digits_and_dashes(string path) => Assert.NotEqual(RouteKind.Raw, RouteTable.Match(path).Kind);

    [Theory]
    [InlineData("/")]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("/v1")]
    [InlineData("/v1/")]
    [InlineData("/v1/models/")]
    [InlineData("/v1/chat/completions/")]
    [InlineData("/V1/chat/completions")]
    [InlineData("/v1/filesystem")]
    [InlineData("/v1/v1/chat/completions")]
    public void Anything_else_is_unknown(string path) => Assert.Equal(RouteKind.Unknown, RouteTable.Match(path).Kind);

    [Theory]
    [InlineData("/v1/messages/batches", Dialect.Anthropic)]
    [InlineData("/anthropic/v1/nothing", Dialect.Anthropic)]
    [InlineData("/v1/nothing", Dialect.OpenAI)]
    public void An_unknown_path_is_refused_in_the_dialect_it_looks_like(string path, Dialect dialect) =>
        Assert.Equal(dialect, RouteTable.Match(path).Dialect);

    [Theory]
    [InlineData("/openai/deployments/chat/chat/completions?api-version=1", "chat", WireProtocol.OpenAIChat)]
    [InlineData("/openai/deployments/a%2Fb/completions", "a/b", WireProtocol.OpenAICompletions)]
    [InlineData("/openai/deployments/chat/completions", "chat", WireProtocol.OpenAICompletions)]
    [InlineData("/openai/deployments/a/b/embeddings", "a/b", WireProtocol.OpenAIEmbeddings)]
    [InlineData("http://host/openai/deployments/100%2525/chat/completions", "100%25", WireProtocol.OpenAIChat)]
    public void A_deployment_is_a_model_in_the_path(string target, string model, WireProtocol protocol)
    {
        Assert.Equal(model, RouteTable.NamedModel(new DataRoute(RouteKind.Call), target));
        DataRoute route = RouteTable.Match(target[target.IndexOf("/openai", StringComparison.Ordinal)..].Split('?')[0]);
        Assert.Equal((RouteKind.Call, Dialect.OpenAI, protocol), (route.Kind, route.Dialect, route.Protocol));
    }

    [Theory]
    [InlineData("/openai/deployments/a%2Fb/images/generations?api-version=1", "images/generations", "a/b")]
    [InlineData("/openai/deployments/a/images/edits", "images/edits", "a")]
    [InlineData("/openai/deployments/a/audio/speech", "audio/speech", "a")]
    [InlineData("/openai/deployments/a/audio/transcriptions", "audio/transcriptions", "a")]
    [InlineData("/openai/deployments/a/audio/translations", "audio/translations", "a")]
    [InlineData("/openai/deployments/a/batches", "batches", null)]
    public void A_deployment_makes_images_and_speech(string target, string path, string? model)
    {
        DataRoute route = RouteTable.Match(target.Split('?')[0]);
        Assert.Equal((RouteKind.Raw, path), (route.Kind, route.Raw?.Path));
        Assert.Equal(model, RouteTable.NamedModel(route, target));
    }

    [Theory]
    [InlineData("/openai/deployments//chat/completions")]
    [InlineData("/openai/deployments//audio/speech")]
    [InlineData("/openai/deployments/chat/images/variations")]
    [InlineData("/openai/deployments")]
    public void A_deployments_path_without_a_model_or_a_known_call_is_no_call(string path) =>
        Assert.Equal(RouteKind.Unknown, RouteTable.Match(path).Kind);

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/openai/v1/chat/completions")]
    [InlineData("/v1/chat/completions?x=/openai/deployments/a/embeddings")]
    public void No_other_path_has_a_deployment(string target) => Assert.Null(RouteTable.NamedModel(new DataRoute(RouteKind.Call), target));

    [Theory]
    [InlineData("/v1/models/gpt-5-mini", "gpt-5-mini")]
    [InlineData("/v1/models/sim/echo?x=/models/y", "sim/echo")]
    [InlineData("/models/sim%2Fecho", "sim/echo")]
    [InlineData("/v1/models/100%2525", "100%25")]
    [InlineData("http://host/anthropic/v1/models/a%20b", "a b")]
    public void A_model_id_is_decoded_once_from_the_raw_target(string target, string id) =>
        Assert.Equal(id, RouteTable.ModelId(target));
}
