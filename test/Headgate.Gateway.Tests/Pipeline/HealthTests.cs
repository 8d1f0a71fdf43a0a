using System.Diagnostics.Metrics;
using System.Net;
using Headgate.Gateway.Config;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

public sealed class HealthTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_rate_limit_parks_exactly_that_credential_until_the_vendor_said()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Pool()));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "5"));
        for (int i = 0; i < 8; i++)
        {
            rig.Upstream.Answers(Wire.ChatReply);
        }

        await SendAsync(rig, 5);
        rig.Time.Advance(Second * 5);
        await SendAsync(rig, 3);

        Assert.Equal("a bbbbb bab", Told(rig, 1, 6));
    }

    [Theory]
    [InlineData("x-ratelimit-reset-requests", "30s")]
    [InlineData("anthropic-ratelimit-requests-reset", "2026-11-22T12:00:30Z")]
    [InlineData("retry-after", "Sun, 22 Nov 2026 12:00:30 GMT")]
    public async Task A_parked_target_answers_at_once_with_the_time_that_the_vendor_named(string name, string value)
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, (name, value)).Answers(Wire.ChatReply);

        Assert.Equal("30", (await SendAsync(rig)).Headers["retry-after"]);
        rig.Time.Advance(Second * 10);
        FakeReply parked = await SendAsync(rig);
        rig.Time.Advance(Second * 20);
        FakeReply free = await SendAsync(rig);

        Assert.Equal((429, "20", 200), (parked.Status, parked.Headers["retry-after"], free.Status));
        Assert.Contains("\"upstream_rate_limited\"", parked.Text, StringComparison.Ordinal);
        Assert.Equal(2, rig.Upstream.Calls.Count);
        Assert.Empty(rig.Sink.Records[1].Attempts);
    }

    [Fact]
    public async Task The_earliest_time_of_all_parked_targets_is_told()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "50")).Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "40"));

        await SendAsync(rig);
        rig.Time.Advance(Second * 10);

        Assert.Equal("30", (await SendAsync(rig)).Headers["retry-after"]);
    }

    [Fact]
    public async Task A_silent_rate_limit_parks_for_a_pause_that_grows()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        List<string> told = [];
        for (int i = 0; i < 4; i++)
        {
            rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests);
            told.Add((await SendAsync(rig)).Headers["retry-after"]);
            rig.Time.Advance(Second * (1 << i));
        }

        Assert.Equal(["1", "2", "4", "8"], told);
    }

    [Fact]
    public async Task A_rate_limit_is_not_waited_for_while_another_credential_is_free()
    {
        using var rig = new PipelineRig(Repeating(PipelineRig.Alias("chat", Pool())));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "2")).Answers(Wire.ChatReply);

        await SendAsync(rig); // the clock stands still: a pause would never end

        Assert.Equal("ab", Told(rig));
    }

    [Fact]
    public async Task A_sick_target_is_left_alone_probed_by_one_call_and_taken_back()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        for (int i = 0; i < 10; i++)
        {
            rig.Upstream.Answers("{}", HttpStatusCode.InternalServerError);
            await SendAsync(rig);
        }

        FakeReply refused = await SendAsync(rig);
        Assert.Equal((503, "5"), (refused.Status, refused.Headers["retry-after"]));
        Assert.Contains("\"no_healthy_target\"", refused.Text, StringComparison.Ordinal);

        rig.Time.Advance(Second * 5);
        rig.Upstream.Hangs();
        using var leaving = new CancellationTokenSource();
        Task probe = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), new FakeReply(), leaving.Token);
        Assert.Equal(503, (await SendAsync(rig)).Status);

        await leaving.CancelAsync();
        await probe.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        Assert.Equal((200, 200), ((await SendAsync(rig)).Status, (await SendAsync(rig)).Status));
        Assert.Equal(
            ["Warning: first/m fails and will not be called for a while", "Information: first/m answers again"],
            rig.Logger.Lines);
    }

    [Fact]
    public async Task Anthropic_clients_are_told_of_sickness_by_529()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        for (int i = 0; i < 10; i++)
        {
            rig.Upstream.Breaks();
            await SendAsync(rig);
        }

        Assert.Equal(529, (await rig.SendAsync(WireProtocol.AnthropicMessages, PipelineRig.Messages())).Status);
    }

    [Fact]
    public async Task Streams_that_break_off_are_held_against_a_target()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        for (int i = 0; i < 10; i++)
        {
            rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText);
            await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true));
        }

        Assert.Equal(503, (await SendAsync(rig)).Status);
    }

    [Fact]
    public async Task A_probe_whose_answer_breaks_off_leaves_a_target_sick()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        for (int i = 0; i < 10; i++)
        {
            rig.Upstream.Breaks();
            await SendAsync(rig);
        }

        rig.Time.Advance(Second * 5);
        rig.Upstream.Streams(Wire.ChatRole + Wire.ChatText);
        Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(stream: true))).Status);

        Assert.Equal(503, (await SendAsync(rig)).Status);
    }

    [Fact]
    public async Task A_refusal_of_the_request_says_that_the_target_is_well()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        for (int i = 0; i < 30; i++)
        {
            rig.Upstream.Answers("{}", HttpStatusCode.BadRequest);
            Assert.NotEqual(503, (await SendAsync(rig)).Status);
        }
    }

    [Fact]
    public async Task What_a_client_will_not_wait_for_is_not_held_against_a_target()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        for (int i = 0; i < 30; i++)
        {
            rig.Upstream.Hangs();
            var reply = new FakeReply();
            Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(headers: ("x-headgate-timeout", "10ms")), reply);
            rig.Time.Advance(TimeSpan.FromMilliseconds(20));
            await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
            Assert.Equal(504, reply.Status);
        }
    }

    [Fact]
    public async Task A_refused_credential_is_parked_and_the_operator_is_told_once()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First), Of("other", PipelineRig.First, "n"));
        rig.Upstream.Answers("{}", HttpStatusCode.Unauthorized);

        FakeReply first = await SendAsync(rig);
        FakeReply second = await SendAsync(rig);
        FakeReply other = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("other"));

        Assert.Equal((502, 502, 502), (first.Status, second.Status, other.Status));
        Assert.Contains("\"upstream_auth\"", second.Text, StringComparison.Ordinal);
        Assert.Single(rig.Upstream.Calls);
        Assert.Equal("Error: The credential first#0 is refused and will not be used for 30 s: The provider answered 401.", Assert.Single(rig.Logger.Lines));

        rig.Time.Advance(Second * 30);
        rig.Upstream.Answers(Wire.ChatReply);
        Assert.Equal(200, (await SendAsync(rig)).Status);
    }

    [Fact]
    public async Task Whoever_watches_sees_a_refused_credential_until_it_is_tried_again()
    {
        Provider watched = PipelineRig.Vendor("watched", "https://watched.test/v1", "openai", [WireProtocol.OpenAIChat]);
        using var rig = new PipelineRig(PipelineRig.Alias("chat", watched));
        List<int> seen = [];
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "headgate.credentials.parked")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<int>((_, value, tags, _) =>
        {
            if (tags.Contains(new("credential", "watched#0")))
            {
                seen.Add(value);
            }
        });
        listener.Start();
        rig.Upstream.Answers("{}", HttpStatusCode.Unauthorized);
        await SendAsync(rig);

        listener.RecordObservableInstruments();
        rig.Time.Advance(Second * 30);
        listener.RecordObservableInstruments();

        Assert.Equal([1, 0], seen);
    }

    [Fact]
    public async Task A_model_that_is_forbidden_does_not_take_the_credential_from_others()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First), Of("other", PipelineRig.First, "n"));
        rig.Upstream.Answers("{}", HttpStatusCode.Forbidden).Answers(Wire.ChatReply);

        await SendAsync(rig);

        Assert.Equal(502, (await SendAsync(rig)).Status);
        Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("other"))).Status);
    }

    [Fact]
    public async Task A_credential_that_serves_is_refused_for_a_model_alone()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First), Of("other", PipelineRig.First, "n"));
        rig.Upstream.Answers(Wire.ChatReply).Answers("{}", HttpStatusCode.Unauthorized).Answers(Wire.ChatReply);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("other"));

        await SendAsync(rig);

        Assert.Equal(502, (await SendAsync(rig)).Status);
        Assert.Equal(200, (await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("other"))).Status);
        Assert.Contains("first#0 is refused for first/", Assert.Single(rig.Logger.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_quota_that_is_spent_parks_the_credential_for_all_models()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First), Of("other", PipelineRig.First, "n"));
        rig.Upstream.Answers("""{"error":{"message":"pay","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""", HttpStatusCode.TooManyRequests);

        await SendAsync(rig);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("other"));

        Assert.Single(rig.Upstream.Calls);
    }

    [Fact]
    public async Task A_reload_forgets_nothing_of_what_it_does_not_touch()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", Pool()));
        rig.Upstream.Answers("{}", HttpStatusCode.TooManyRequests, ("retry-after", "60")).Answers(Wire.ChatReply).Answers(Wire.ChatReply).Answers(Wire.ChatReply);
        await SendAsync(rig);

        rig.Reload(PipelineRig.Alias("chat", Pool(), PipelineRig.Second), PipelineRig.Alias("new", Pool()));
        await SendAsync(rig);
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat("new"));

        Assert.Equal("abbb", Told(rig));
    }

    [Fact]
    public async Task A_new_credential_starts_with_a_clean_sheet()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers("{}", HttpStatusCode.Unauthorized).Answers(Wire.ChatReply);
        await SendAsync(rig);

        Provider rotated = PipelineRig.Vendor("first", "https://first.test/v1", "openai-compatible", [WireProtocol.OpenAIChat], "sk-z-00000000", "sk-y-00000000");
        rig.Reload(PipelineRig.Alias("chat", rotated));

        Assert.Equal(200, (await SendAsync(rig)).Status);
    }

    [Fact]
    public async Task A_vendor_without_capacity_is_left_alone_for_as_long_as_it_asked()
    {
        using var rig = new PipelineRig(PipelineRig.Alias("chat", PipelineRig.First));
        rig.Upstream.Answers("{}", HttpStatusCode.ServiceUnavailable, ("retry-after", "7"));
        await SendAsync(rig);

        FakeReply parked = await SendAsync(rig);

        Assert.Equal((503, "7"), (parked.Status, parked.Headers["retry-after"]));
        Assert.Contains("\"upstream_overloaded\"", parked.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repeats_end_where_the_budget_ends()
    {
        using var rig = new PipelineRig(Repeating(PipelineRig.Alias("chat", PipelineRig.First, PipelineRig.Second)));
        int repeats = 0;
        for (int i = 0; i < 40; i++)
        {
            // One failure and then an answer for each request: half of the calls fail, but never half of the window of the other target.
            rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);
            await SendAsync(rig);
            await SendAsync(rig);
            rig.Upstream.Answers("{}", HttpStatusCode.BadGateway).Answers(Wire.ChatReply);
            int before = rig.Upstream.Calls.Count;
            Task served = rig.StartAsync(WireProtocol.OpenAIChat, PipelineRig.Chat(), new FakeReply());
            rig.Time.Advance(TimeSpan.FromMilliseconds(250));
            await served.WaitAsync(Patience.Limit, TestContext.Current.CancellationToken);
            repeats += rig.Upstream.Calls.Skip(before).Count(call => call.Url.Host == "first.test") - 1;
        }

        // 10 s of 12 requests a second; a fifth of 120 and ten more.
        Assert.InRange(repeats, 30, 39);
    }

    private static Task<FakeReply> SendAsync(PipelineRig rig) => rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

    private static async Task SendAsync(PipelineRig rig, int times)
    {
        for (int i = 0; i < times; i++)
        {
            await SendAsync(rig);
        }
    }

    private static Provider Pool() =>
        PipelineRig.Vendor("pool", "https://pool.test/v1", "openai", [WireProtocol.OpenAIChat], "sk-a-00000000", "sk-b-00000000");

    private static ModelAlias Of(string name, Provider provider, string model) => new() { Name = name, Targets = [new AliasTarget.Model(provider, model, 1)] };

    private static ModelAlias Repeating(ModelAlias alias) => new() { Name = alias.Name, Targets = alias.Targets, Retry = new RetryOptions { Tries = 2 } };

    /// <summary>The letters of the credentials that were called, with a space before these places.</summary>
    private static string Told(PipelineRig rig, params int[] spaces) => string.Concat(
        rig.Upstream.Calls.Select((call, i) => (spaces.Contains(i) ? " " : "") + call.Headers["authorization"]["Bearer sk-".Length]));
}
