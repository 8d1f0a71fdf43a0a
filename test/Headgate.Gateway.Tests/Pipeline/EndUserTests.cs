using System.Text.Json;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Pricing;
using Headgate.Gateway.Raw;
using Headgate.Gateway.Tests.Pipeline.Rig;
using Headgate.Llm.Framing;
using Headgate.Llm.Protocols;

namespace Headgate.Gateway.Tests.Pipeline;

/// <summary>What providers see of end users, whatever way a request goes to them.</summary>
public sealed class EndUserTests
{
    private const string Name = "alice@example.com";
    private const string ChatBody = """{"model":"chat","messages":[{"role":"user","content":"hi"}]""";
    private const string MessagesBody = """{"model":"chat","max_tokens":9,"messages":[{"role":"user","content":"hi"}]""";

    private static readonly Provider Gemini = PipelineRig.Vendor(
        "gemini", "https://gemini.test/v1beta", "gemini", [WireProtocol.GeminiGenerateContent, WireProtocol.GeminiEmbed]);

    private static readonly Provider Cohere = PipelineRig.Vendor("cohere", "https://cohere.test/v1", "cohere", [WireProtocol.OpenAIEmbeddings]);

    private static readonly Provider OpenAI = PipelineRig.Vendor(
        "gpt", "https://gpt.test/v1", "openai", [WireProtocol.OpenAIChat, WireProtocol.OpenAIResponses, WireProtocol.OpenAIEmbeddings]);

    private static readonly Provider Bedrock = PipelineRig.Vendor("bedrock", "https://bedrock.test", "bedrock", [WireProtocol.BedrockConverse]);

    private static readonly Provider Ollama = PipelineRig.Vendor("ollama", "https://ollama.test", "ollama", [WireProtocol.OllamaChat]);

    private static readonly (WireProtocol Protocol, string Body)[] Ingresses =
    [
        (WireProtocol.OpenAIChat, ChatBody + ""","n":1}"""),
        (WireProtocol.OpenAICompletions, """{"model":"chat","prompt":"hi"}"""),
        (WireProtocol.AnthropicMessages, MessagesBody + ""","top_k":3}"""),
        (WireProtocol.AnthropicCountTokens, """{"model":"chat","messages":[{"role":"user","content":"hi"}]}"""),
        (WireProtocol.OpenAIResponses, """{"model":"chat","input":"hi"}"""),
        (WireProtocol.GeminiGenerateContent, """{"contents":[{"role":"user","parts":[{"text":"hi"}]}]}"""),
        (WireProtocol.OpenAIEmbeddings, """{"model":"chat","input":"hi"}"""),
    ];

    [Theory]
    [InlineData(EndUserSight.Pass, ""","user":"alice@example.com","n":1}""", ""","user":"alice@example.com","n":1}""")]
    [InlineData(EndUserSight.Drop, ""","user":"alice@example.com","n":1}""", ""","n":1}""")]
    [InlineData(EndUserSight.Drop, ""","n":1,"user":"alice@example.com"}""", ""","n":1}""")]
    [InlineData(EndUserSight.Hash, ""","user":"alice@example.com","n":1}""", ""","user":"HASH","n":1}""")]
    [InlineData(EndUserSight.Hash, ""","safety_identifier" : "alice@example.com","user":"bob"}""", ""","safety_identifier" : "HASH","user":"BOB"}""")]
    [InlineData(EndUserSight.Hash, ""","user":"al\u0069ce@example.com"}""", ""","user":"HASH"}""")]
    [InlineData(EndUserSight.Hash, ""","n":1,"user":["alice@example.com"]}""", ""","n":1}""")]
    [InlineData(EndUserSight.Hash, ""","metadata":{"a":"b", "user_id":"alice@example.com"}}""", ""","metadata":{"a":"b", "user_id":"HASH"}}""")]
    [InlineData(EndUserSight.Drop, ""","metadata":{"a":"b","user_id":"alice@example.com"}}""", ""","metadata":{"a":"b"}}""")]
    [InlineData(EndUserSight.Drop, ""","prompt_cache_key":"alice@example.com"}""", ""","prompt_cache_key":"alice@example.com"}""")]
    public async Task A_vendor_of_the_clients_protocol_gets_every_other_byte(EndUserSight sight, string sent, string received)
    {
        using PipelineRig rig = Rig(sight, PipelineRig.First);
        rig.Upstream.Answers(Wire.ChatReply);

        FakeReply reply = await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(ChatBody + sent));

        string expected = received.Replace("HASH", Hash(rig, Name), StringComparison.Ordinal).Replace("BOB", Hash(rig, "bob"), StringComparison.Ordinal);
        Assert.Equal(200, reply.Status);
        Assert.Equal((ChatBody + expected).Replace("\"chat\"", "\"m\"", StringComparison.Ordinal), Assert.Single(rig.Upstream.Calls).Body);
    }

    [Fact]
    public async Task A_text_that_holds_json_is_one_name()
    {
        using PipelineRig rig = Rig(EndUserSight.Hash, PipelineRig.Claude);
        rig.Upstream.Answers(Wire.MessageReply);

        await rig.SendAsync(
            WireProtocol.AnthropicMessages, PipelineRig.Call(MessagesBody + ""","metadata":{"user_id":"{\"device_id\":\"d\",\"account\":\"alice\"}"}}"""));

        JsonElement metadata = JsonElement.Parse(Assert.Single(rig.Upstream.Calls).Body).GetProperty("metadata");
        Assert.Equal(Hash(rig, """{"device_id":"d","account":"alice"}"""), metadata.GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task A_translated_call_has_the_hash_where_its_vendor_wants_a_user()
    {
        using PipelineRig rig = Rig(EndUserSight.Hash, PipelineRig.Claude);
        rig.Upstream.Answers(Wire.MessageReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(ChatBody + $$""","user":"{{Name}}"}"""));

        JsonElement metadata = JsonElement.Parse(Assert.Single(rig.Upstream.Calls).Body).GetProperty("metadata");
        Assert.Equal(Hash(rig, Name), metadata.GetProperty("user_id").GetString());
    }

    [Fact]
    public async Task Each_attempt_hides_it()
    {
        using PipelineRig rig = Rig(EndUserSight.Drop, PipelineRig.First, PipelineRig.Claude);
        rig.Upstream.Answers("{}", System.Net.HttpStatusCode.InternalServerError).Answers(Wire.MessageReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(ChatBody + $$""","user":"{{Name}}"}"""));

        Assert.Equal(2, rig.Upstream.Calls.Count);
        Assert.All(rig.Upstream.Calls, call => Assert.DoesNotContain(Name, call.Body, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_operator_sets_and_drops_stands()
    {
        ModelAlias alias = new()
        {
            Name = "chat",
            Targets = [new AliasTarget.Model(PipelineRig.First, "m", 1)],
            Edits = [MemberEdit.SetDefault("user", "\"corp\""u8.ToArray()), MemberEdit.Remove("metadata")],
        };
        using var rig = new PipelineRig(alias);
        rig.UseKey(key => key with { EndUser = EndUserSight.Hash });
        rig.Upstream.Answers(Wire.ChatReply).Answers(Wire.ChatReply);

        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Call(ChatBody + $$$""","user":"{{{Name}}}","metadata":{"user_id":"{{{Name}}}"}}"""));
        await rig.SendAsync(WireProtocol.OpenAIChat, PipelineRig.Chat());

        JsonElement named = JsonElement.Parse(rig.Upstream.Calls[0].Body);
        Assert.Equal(Hash(rig, Name), named.GetProperty("user").GetString());
        Assert.False(named.TryGetProperty("metadata", out _));
        Assert.Equal("corp", JsonElement.Parse(rig.Upstream.Calls[1].Body).GetProperty("user").GetString());
    }

    [Fact]
    public void Budgets_know_the_user_by_its_own_name()
    {
        using PipelineRig rig = Rig(EndUserSight.Drop, PipelineRig.First);
        var owner = new BudgetScope(BudgetScopeKind.Key, "key_1");
        var each = EndUserBudget.Of(owner, user => new Budget(user, new Money(1_000_000_000), BudgetPeriod.Day, TimeZoneInfo.Utc));
        rig.UseKey(key => key with { EndUsers = each });
        JsonScan.TryScan("""{"user":"alice@example.com"}"""u8.ToArray(), out JsonScan? named, out _);
        JsonScan.TryScan("{}"u8.ToArray(), out JsonScan? nameless, out _);

        SpendingLevels levels = SpendingLevels.Of(rig.Current.Keys.All[0], PipelineRig.Alias("chat", PipelineRig.First), named!);

        Assert.Contains(each.For(Name).Scope, levels.Scopes);
        Assert.DoesNotContain(each.For(RequestUser.Of(nameless!)).Scope, levels.Scopes);
    }

    [Fact]
    public void A_hash_is_the_organizations_and_the_installations_own()
    {
        EndUserVeil veil = new("one key"u8.ToArray());
        string hash = veil.Hash("acme", Name);

        Assert.Matches("^hu_[A-Za-z0-9_-]{43}$", hash);
        Assert.Equal(hash, new EndUserVeil("one key"u8.ToArray()).Hash("acme", Name));
        string[] others = [veil.Hash(null, Name), veil.Hash("beta", Name), veil.Hash("acme", "bob"), new EndUserVeil("two"u8.ToArray()).Hash("acme", Name)];
        Assert.Equal(5, others.Append(hash).Distinct().Count());
    }

    [Theory]
    [InlineData(RawCall.Batch, "/v1/batches")]
    [InlineData(RawCall.Realtime, "/v1/realtime")]
    [InlineData(RawCall.Passthrough, "/passthrough/first/v1/models")]
    public async Task Calls_that_pass_unread_are_refused(RawCall call, string path)
    {
        using PipelineRig rig = Rig(EndUserSight.Hash, PipelineRig.First);

        FakeReply reply = await rig.SendRawAsync(RawRoutes.Find(path)!, call, PipelineRig.Chat());

        Assert.Equal((403, "option_not_allowed"), (reply.Status, rig.Record.Code));
        Assert.Empty(rig.Upstream.Calls);
    }

    [Theory]
    [InlineData("user")]
    [InlineData("safety_identifier")]
    [InlineData("metadata[user_id]")]
    public async Task Forms_that_name_a_user_are_refused(string field)
    {
        using PipelineRig rig = Rig(EndUserSight.Drop, PipelineRig.First);
        string form = $"--b\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{Name}\r\n--b\r\n"
            + "Content-Disposition: form-data; name=\"model\"\r\n\r\nchat\r\n--b--\r\n";

        FakeReply reply = await rig.SendRawAsync(
            RawRoutes.Find("/v1/images/edits")!, RawCall.Form,
            new FakeRequest(form, ("authorization", "Bearer " + PipelineRig.Secret), ("content-type", "multipart/form-data; boundary=b")));

        Assert.Equal(400, reply.Status);
        Assert.Contains("end_user", reply.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Name, reply.Text, StringComparison.Ordinal);
        Assert.Empty(rig.Upstream.Calls);
    }

    [Fact]
    public async Task No_byte_of_a_name_reaches_any_target()
    {
        Provider[] targets = [PipelineRig.First, PipelineRig.Gpt, OpenAI, PipelineRig.Claude, Gemini, Cohere, Bedrock, Ollama];
        int arrived = 0;
        int hashed = 0;
        for (int seed = 0; seed < 1_500; seed++)
        {
            Random random = new(seed);
            EndUserSight sight = random.Next(2) == 0 ? EndUserSight.Hash : EndUserSight.Drop;
            Provider target = targets[random.Next(targets.Length)];
            (WireProtocol protocol, string body) = Ingresses[random.Next(Ingresses.Length)];
            using PipelineRig rig = Rig(sight, target);
            rig.Upstream.Answers("{}", System.Net.HttpStatusCode.BadRequest);
            string request = Named(body, random);

            await rig.SendAsync(protocol, new FakeRequest(request, ("authorization", "Bearer " + PipelineRig.Secret), ("content-type", "application/json"))
            {
                PathModel = protocol == WireProtocol.GeminiGenerateContent ? "chat" : null,
            });

            foreach (SentCall call in rig.Upstream.Calls)
            {
                string all = call.Url + call.Body + string.Concat(call.Headers.Values);
                Assert.False(all.Contains("ALICE", StringComparison.OrdinalIgnoreCase), $"{seed}: {protocol} at {target.Name}: {request} -> {call.Body}");
                hashed += call.Body.Contains("\"hu_", StringComparison.Ordinal) ? 1 : 0;
                arrived++;
            }
        }

        Assert.True(arrived > 400 && hashed > 80, $"{arrived} calls arrived, {hashed} of them with a hash");
    }

    /// <summary>The body with a user in some of the places there are for one, among other members.</summary>
    private static string Named(string body, Random random)
    {
        string[] members =
        [
            """ "user":"alice-1" """, """ "safety_identifier":"\u0061lice-2" """, """ "metadata":{"user_id":"alice-3","b":"c"}""",
            """ "metadata":{"b":"c","user_id":{"x":"alice-4"}}""",
            """ "user":["alice-5"]""", """ "safety_identifier" : {"alice-6":1}""", """ "temperature":1""",
        ];
        IEnumerable<string> chosen = members
            .OrderBy(_ => random.Next()).Take(random.Next(1, 4))
            .DistinctBy(member => member.Split('"')[1]);
        string added = string.Join(random.Next(2) == 0 ? "," : " ,\n", chosen);
        return random.Next(2) == 0 ? $"{{{added},{body[1..]}" : $"{body[..^1]},{added}}}";
    }

    private static string Hash(PipelineRig rig, string name) => rig.Veil.Hash(null, name);

    private static PipelineRig Rig(EndUserSight sight, params Provider[] providers)
    {
        var rig = new PipelineRig(PipelineRig.Alias("chat", providers));
        rig.UseKey(key => key with { EndUser = sight });
        return rig;
    }
}
