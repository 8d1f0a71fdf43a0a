using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;
using Headgate.Llm.Providers;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class FailureTests
{
    private const string VendorError = """{"error":{"message":"no: sk-first-0123456789","type":"invalid_request_error","param":"seed","code":"odd"}}""";

    [Theory]
    [InlineData(400, 400, "odd")]
    [InlineData(404, 404, "odd")]
    [InlineData(413, 413, "odd")]
    [InlineData(422, 422, "odd")]
    [InlineData(401, 502, "upstream_auth")]
    [InlineData(403, 502, "upstream_auth")]
    [InlineData(429, 429, "upstream_rate_limited")]
    [InlineData(503, 503, "upstream_overloaded")]
    [InlineData(529, 503, "upstream_overloaded")]
    [InlineData(500, 502, "upstream_error")]
    [InlineData(302, 502, "upstream_error")]
    [InlineData(408, 504, "upstream_timeout")]
    public async Task Tells_the_client_of_a_vendors_refusal_by_the_error_table(int vendor, int status, string code)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers(VendorError, (HttpStatusCode)vendor);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(status, reply.Status);
        Assert.Contains($"\"code\":\"{code}\"", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-first", reply.Text, StringComparison.Ordinal);
        Assert.Equal(status, rig.Record.Status);
        Assert.Equal(vendor, Assert.Single(rig.Record.Attempts).Status);
        Assert.DoesNotContain("sk-first", rig.Record.Attempts[0].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_Anthropic_clients_of_overload_by_529()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers("{}", HttpStatusCode.ServiceUnavailable);

        FakeReply reply = await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages());

        Assert.Equal(529, reply.Status);
        Assert.Contains("\"overloaded_error\"", reply.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Retries_waits_and_falls_back_in_that_order()
    {
        using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second), new RetryOptions { Tries = 2 }));
        rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError).Answers("{}", HttpStatusCode.InternalServerError).Answers(Wire.ChatReply);
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), reply);

        await rig.Upstream.NextCallAsync();
        Assert.False(served.IsCompleted);
        rig.Time.Advance(TimeSpan.FromMilliseconds(250));
        await rig.Upstream.NextCallAsync();
        await rig.Upstream.NextCallAsync();
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(["first.test", "first.test", "second.test"], rig.Upstream.Calls.Select(call => call.Url.Host));
        Assert.Equal(200, reply.Status);
    }

    [Fact]
    public async Task Waits_as_long_as_Retry_After_says_and_not_a_moment_less()
    {
        using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First), new RetryOptions { Tries = 2 }));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "5")).Answers(Wire.ChatReply);
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), new FakeReply());
        await rig.Upstream.NextCallAsync();

        rig.Time.Advance(TimeSpan.FromMilliseconds(4999));
        Assert.Single(rig.Upstream.Calls);
        rig.Time.Advance(TimeSpan.FromMilliseconds(1));
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(2, rig.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Passes_a_Retry_After_that_is_too_long_on_to_the_client()
    {
        using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second), new RetryOptions { Tries = 2 }));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "60")).Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "30"));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((429, "30"), (reply.Status, reply.Headers["retry-after"]));
        Assert.Equal(2, rig.Upstream.Calls.Count);
    }

    [Fact]
    public async Task Does_not_buy_again_a_whole_reply_to_a_request_for_a_stream()
    {
        using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First), new RetryOptions { Tries = 2 }));
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));

        Assert.Equal(502, reply.Status);
        Assert.Single(rig.Upstream.Calls);
        Assert.Equal((3L, 2L), (rig.Record.Usage!.Input, rig.Record.Usage.Output));
    }

    [Fact]
    public async Task Stops_at_max_attempts_and_tells_the_client_not_to_repeat()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second, PipelineRig.First));
        rig.Use(config => config.Server with { MaxAttempts = 2 });
        rig.Upstream.Breaks().Breaks();

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((502, "false"), (reply.Status, reply.Headers["x-should-retry"]));
        Assert.Equal(["connection", "connection"], rig.Record.Attempts.Select(attempt => attempt.Fault));
    }

    [Fact]
    public async Task Does_not_fall_back_from_a_fault_that_is_not_listed()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Answers(VendorError, HttpStatusCode.BadRequest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(400, reply.Status);
        Assert.Single(rig.Upstream.Calls);
    }

    [Fact]
    public async Task Reports_the_most_retryable_of_a_mix()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "20")).Answers("{}", HttpStatusCode.InternalServerError);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((429, "20"), (reply.Status, reply.Headers["retry-after"]));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"id\":\"x\"")]
    public async Task Takes_a_garbled_whole_reply_for_a_failure(string body)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Answers(body).Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(Wire.ChatReply, reply.Text);
        Assert.Equal("server_error", rig.Record.Attempts[0].Fault);
    }

    [Fact]
    public async Task Gives_up_a_silent_stream_after_idle_and_a_slow_one_after_first_token()
    {
        foreach (TimeoutOptions timeouts in new[] { new TimeoutOptions { Idle = TimeSpan.FromSeconds(2) }, new TimeoutOptions { FirstToken = TimeSpan.FromSeconds(2) } })
        {
            using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First), new RetryOptions { Tries = 1 }, timeouts));
            rig.Upstream.Hangs();
            var reply = new FakeReply();
            Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true), reply);
            await rig.Upstream.NextCallAsync();

            rig.Time.Advance(TimeSpan.FromSeconds(1.9));
            Assert.False(served.IsCompleted);
            rig.Time.Advance(TimeSpan.FromSeconds(0.2));
            await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

            Assert.Equal((504, "upstream_timeout"), (reply.Status, rig.Record.Code));
        }
    }

    [Fact]
    public async Task Lets_the_client_bound_the_whole_request()
    {
        using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second), new RetryOptions { Tries = 2 }));
        rig.Upstream.Hangs();
        var reply = new FakeReply();
        Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: ("x-headgate-timeout", "3s")), reply);
        await rig.Upstream.NextCallAsync();

        rig.Time.Advance(TimeSpan.FromSeconds(3.1));
        await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);

        Assert.Equal(504, reply.Status);
        Assert.Single(rig.Upstream.Calls);
    }

    [Fact]
    public async Task Falls_through_a_pool_of_credentials()
    {
        Provider pool = PipelineRig.Vendor("pool", "https://pool.test/v1", "openai", [WireProtocol.OpenAIChat], "sk-a-00000000", "sk-b-00000000");
        using var rig = new PipelineRig(PipelineRig.Alias("chat", pool));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests).Answers(Wire.ChatReply).Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(["Bearer sk-a-00000000", "Bearer sk-b-00000000", "Bearer sk-b-00000000"], rig.Upstream.Calls.Select(call => call.Headers["authorization"]));
    }

    [Fact]
    public async Task Leaves_a_failing_provider_for_the_next_without_trying_its_other_credentials()
    {
        Provider pool = PipelineRig.Vendor("pool", "https://pool.test/v1", "openai", [WireProtocol.OpenAIChat], "sk-a-00000000", "sk-b-00000000");
        using var rig = new PipelineRig(PipelineRig.Alias("chat", pool, PipelineRig.Second));
        rig.Upstream.Breaks().Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal(["pool.test", "second.test"], rig.Upstream.Calls.Select(call => call.Url.Host));
    }

    [Fact]
    public async Task Tries_the_other_credential_of_a_pool_when_one_is_refused()
    {
        Provider pool = PipelineRig.Vendor("pool", "https://pool.test/v1", "openai", [WireProtocol.OpenAIChat], "sk-a-00000000", "sk-b-00000000");
        using var rig = new PipelineRig(PipelineRig.Alias("chat", pool));
        rig.Upstream.Answers("{}", HttpStatusCode.Unauthorized).Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((200, "auth"), (reply.Status, rig.Record.Attempts[0].Fault));
    }

    [Fact]
    public async Task Does_not_pause_when_no_attempt_is_left()
    {
        using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First), new RetryOptions { Tries = 2 }));
        rig.Use(config => config.Server with { MaxAttempts = 1 });
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "8"));

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat()); // the clock stands still: a pause would never end

        Assert.Equal((429, "8"), (reply.Status, reply.Headers["retry-after"]));
    }

    [Fact]
    public async Task Does_not_repeat_for_a_quota_that_is_spent_and_says_so()
    {
        using var rig = new PipelineRig(With(PipelineRig.Alias("chat", PipelineRig.First), new RetryOptions { Tries = 2 }));
        rig.Upstream.Answers("""{"error":{"message":"pay","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", HttpStatusCode.TooManyRequests);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Equal((429, "false"), (reply.Status, reply.Headers["x-should-retry"]));
    }

    [Fact]
    public async Task Keeps_the_last_Retry_After_of_a_target_and_the_earliest_over_targets()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "50")).Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "60"));

        Assert.Equal("50", (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat())).Headers["retry-after"]);
    }

    [Fact]
    public async Task Keeps_what_a_vendor_quotes_of_the_prompt_out_of_the_record()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers("""{"error":{"message":"cannot answer 'my secret prompt'","type":"invalid_request_error","param":null,"code":"odd"}}""", HttpStatusCode.BadRequest);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        Assert.Contains("my secret prompt", reply.Text, StringComparison.Ordinal);
        Assert.Equal("The provider answered 400 (invalid_request_error, odd).", rig.Record.Attempts[0].Detail);
    }

    [Fact]
    public async Task Passes_nothing_of_the_query_but_Anthropics_beta_mark()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers("{}", HttpStatusCode.BadRequest).Answers("{}", HttpStatusCode.BadRequest);

        await rig.SendAsync(WireProtocol.AnthropicMessages, new FakeRequest("""{"model":"chat","messages":[{}]}""", ("x-api-key", PipelineRig.Secret)) { Query = "?beta=true&key=hg-secret" });
        await rig.SendAsync(WireProtocol.OpenAIChat, new FakeRequest("""{"model":"chat","messages":[{}]}""", ("x-api-key", PipelineRig.Secret)) { Query = "?key=hg-secret" });

        Assert.Equal(["?beta=true", ""], rig.Upstream.Calls.Select(call => call.Url.Query));
    }

    [Theory]
    [InlineData("m\\n")]
    [InlineData("\\u0000")]
    public async Task Refuses_a_model_that_can_be_no_name(string model)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));

        Assert.Equal(400, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("first/" + model))).Status);
        Assert.Equal(400, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(new string('m', 300)))).Status);
    }

    private static ModelAlias With(ModelAlias alias, RetryOptions retry, TimeoutOptions? timeouts = null) => new()
    {
        Name = alias.Name,
        Targets = alias.Targets,
        Retry = retry,
        Timeouts = timeouts ?? new TimeoutOptions(),
        FallbackOn = [UpstreamFault.RateLimited, UpstreamFault.ServerError, UpstreamFault.Timeout, UpstreamFault.Connection, UpstreamFault.Overloaded],
    };
}
