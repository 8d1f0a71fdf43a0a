using System.Collections.Immutable;
using Headgate.Gateway.Config;

namespace Headgate.Gateway.Tests.Config;

/// <summary>In each text a ▸ stands before the place of an error; what the errors say follows in the same order.</summary>
public sealed class ConfigErrorTests : IDisposable
{
    private const string Sha = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    private const string ModelsAbove = $"providers: {{ {ConfigFolder.Openai}, small: {{ type: openai, api_key: k, models: [o4*] }} }}";
    private const string Long = "hg-0123456789012345678901234567890123456789";

    private readonly ConfigFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "providers:\n  openai: { type: openai, api_key: k, ▸modles: [a] }", "providers.openai.modles: unknown key; did you mean `models`?")]
    [InlineData("▸provider: {}", "unknown key; did you mean `providers`?")]
    [InlineData("server: { ▸max-body: 1KB }", "unknown key; did you mean `max_body`?")]
    [InlineData("▸colour: blue", "colour: unknown key")]
    [InlineData("server: { drain: 5s }\n▸server: {}", "written twice; the first is at line 1")]
    [InlineData("server:\n    drain: 5s\n  ▸x: 1", "this is no valid YAML")]
    [InlineData("server: {}\n▸--- \nserver: {}", "one document")]
    [InlineData("▸- a", "a config is a map of keys, not a list")]
    [InlineData("server: { drain: ▸*abc }", "an alias (`*`) of something that is not written above it")]
    [InlineData("server: { drain: ▸!abc 5s }", "tags (`!`) mean nothing here")]
    [InlineData("server: { ▸<<: 5 }", "`<<` takes a map")]
    public void Keys_and_syntax(string yaml, params string[] messages) => Expect(yaml, messages);

    [Theory]
    [InlineData("server: { drain: ▸5x }", "`5x` is no duration; write one such as 250ms, 5s, 30m, 1h or 30d")]
    [InlineData("server: { drain: ▸30 }", "`30` is no duration")]
    [InlineData("server: { drain: ▸40d }", "`40d` is too long: at most 1d")]
    [InlineData("server: { drain: ▸}", "this takes duration or off, and nothing is written")]
    [InlineData("server: { ▸drain: [5s] }", "this takes duration or off, not a list")]
    [InlineData("server: { max_body: ▸12 XB }", "`12 XB` is no size; write one such as 32MiB")]
    [InlineData("server: { max_body: ▸9 }", "`9` is too small: at least 1024 bytes")]
    [InlineData("server: { max_attempts: ▸0 }", "`0` is too small: at least 1")]
    [InlineData("server: { max_attempts: ▸many }", "`many` is no whole number")]
    [InlineData("server: { inline_io: ▸yes }", "`yes` is neither true nor false")]
    [InlineData("server: ▸hello", "this takes map, not a value")]
    [InlineData("▸models: [a]", "this takes map of names to map, not a list")]
    [InlineData("log: { bodies: ▸fulll }", "`fulll` is not one of off, full; did you mean `full`?")]
    [InlineData("log: { retention: ▸1m }", "`1m` is too short: at least 1h")]
    [InlineData("keys: [ { name: a, sha256: " + Sha + ", expires: ▸tomorrow } ]", "`tomorrow` is no date; write one such as 2027-01-31")]
    [InlineData("keys: [ { name: a, sha256: " + Sha + ", limits: { concurrent: ▸-1 } } ]", "`-1` is too small")]
    [InlineData("keys: [ { name: ▸\"\", sha256: " + Sha + " } ]", "`` is empty")]
    public void Values(string yaml, params string[] messages) => Expect(yaml, messages);

    [Theory]
    [InlineData("providers: { ▸b: { type: bedrock, api_key: k } }", "`region` is missing: `bedrock` is called in one; write `region: us-east-1`")]
    [InlineData("providers: { ▸b: { type: bedrock, region: us-east-1 } }", "`api_key` is missing: `bedrock` asks for one")]
    [InlineData("providers: { ▸b: { type: bedrock, region: us-east-1, secret_access_key: s } }", "`access_key_id` and `secret_access_key` go together")]
    [InlineData(
        "providers: { b: { type: bedrock, region: us-east-1, api_key: k, session_token: ▸t } }", "there is no `secret_access_key` that this token goes with")]
    [InlineData(
        "providers: { b: { type: bedrock, region: us-east-1, api_key: k, access_key_id: a, secret_access_key: ▸s } }",
        "there is a Bedrock key as well as a key that signs; write one of them")]
    [InlineData("providers: { b: { type: bedrock, api_key: k, region: ▸us-east-1.evil } }", "`us-east-1.evil` is no AWS region, such as us-east-1")]
    [InlineData("providers: { o: { type: openai, api_key: k, region: ▸us-east-1 } }", "`region` means nothing to `openai`")]
    public void Bedrock(string yaml, params string[] messages) => Expect(yaml, messages);

    [Theory]
    [InlineData("providers: { openai: { type: openai, api_key: k, ▸queue: { wait: 5s } } }", "nothing queues without `max_concurrent`")]
    [InlineData("providers: { openai: { type: openai, api_key: k, max_concurrent: ▸0 } }", "`0` is too small: at least 1")]
    [InlineData("providers: { openai: { type: openai, api_key: k, max_concurrent: 1, queue: { ▸lenght: 5 } } }", "unknown key; did you mean `length`?")]
    public void Queues(string yaml, params string[] messages) => Expect(yaml, messages);

    [Theory]
    [InlineData("providers: { f: { type: vllm, ▸replicas: [] } }", "the list of replicas is empty")]
    [InlineData("providers: { f: { type: vllm, replicas: [http://a, ▸b] } }", "is no http or https URL")]
    [InlineData("providers: { f: { type: vllm, replicas: [http://a, ▸http://a/v1/] } }", "this replica is written twice")]
    [InlineData("providers: { f: { type: vllm, base_url: http://a, ▸replicas: [http://b] } }", "there is `base_url` as well as `replicas`")]
    [InlineData("providers: { f: { type: bedrock, region: us-east-1, api_key: k, ▸replicas: [http://b] } }", "`replicas` means nothing to `bedrock`")]
    [InlineData("providers: { f: { type: vllm, base_url: http://a, metrics: ▸true } }", "`metrics` are read of `replicas`, and there are none")]
    [InlineData("providers: { f: { type: vllm, replicas: [http://a], metrics: ▸yes } }", "`yes` is neither a path, such as `/metrics`, nor true or false")]
    public void Replicas(string yaml, params string[] messages) => Expect(yaml, messages);

    [Theory]
    [InlineData("▸guardrails: {}", "`guardrails` is not in this version; remove it")]
    [InlineData("▸redis: redis://localhost", "`redis` is not in this version")]
    [InlineData("▸storage: postgres://localhost", "`storage` is not in this version")]
    [InlineData("log: { bodies: ▸redacted }", "`redacted` is not in this version")]
    [InlineData(
        "providers: { openai: { type: openai, api_key: k } }\n"
        + "models:\n  a:\n    ▸cache: {}\n    ▸guardrails: [x]\n    targets:\n      - model: openai/a",
        "`cache` is not", "`guardrails` is not")]
    public void What_a_later_version_reads_is_refused_and_never_ignored(string yaml, params string[] messages) => Expect(yaml, messages);

    [Theory]
    [InlineData(
        "split: {}, strategy: ▸weighted, sticky: ▸key, targets: { model: openai/a }",
        "`strategy` and `split` both choose the first target", "`sticky` and `split` both choose")]
    [InlineData("split: { by: ▸users }, targets: { model: openai/a }", "`users` is not one of session, user, key; did you mean `user`?")]
    [InlineData("split: {}, ▸targets: { model: openai/a, weight: 0 }", "every target has weight 0")]
    [InlineData("targets: { model: openai/a, variant: ▸canary }", "there is no `split` that this would be a variant of")]
    [InlineData("targets: { model: openai/a, when: { ▸teem: a } }", "there is no field `teem` that a condition could ask for; did you mean `team`?")]
    public void Choices(string alias, params string[] messages) =>
        Expect($"providers: {{ {ConfigFolder.Openai} }}\nmodels: {{ a: {{ {alias} }} }}", messages);

    [Theory]
    [InlineData("input: ▸-1", "`-1` is no price: write dollars as a number from 0 to 1000000, with at most nine digits after the point")]
    [InlineData("input: ▸0.0000000001", "`0.0000000001` is no price")]
    [InlineData("input: ▸1e3", "`1e3` is no price")]
    [InlineData("input: ▸$2", "`$2` is no price")]
    [InlineData("input: ▸0,5", "`0,5` is no price")]
    [InlineData("web_search: ▸1000001", "`1000001` is no price")]
    [InlineData("▸cache_write: 1", "unknown key; did you mean")]
    public void Prices(string price, string message) =>
        Expect($"providers:\n  openai:\n    type: openai\n    api_key: k\n    pricing:\n      gpt-5*:\n        {price}", [message]);

    [Theory]
    [InlineData("{", "`prices.json` is no file of prices: Expected depth to be zero")]
    [InlineData("[]", "`prices.json` is no file of prices: The requested operation requires an element of type 'Object'")]
    [InlineData("""{"openai":{}}""", "`prices.json` is no file of prices: openai.models is missing")]
    [InlineData("""{"openai":{"models":[{"id":"a"}]}}""", "openai.a.prices is missing")]
    [InlineData("""{"openai":{"models":[{"id":"a","prices":[{"inputs":1}]}]}}""", "openai.a.prices.inputs is unknown")]
    [InlineData("""{"openai":{"models":[{"id":"a","prices":[{"input":-1}]}]}}""", "openai.a.prices.input is no price")]
    [InlineData("""{"opnai":{"models":[]}}""", "`opnai` in `prices.json` is no vendor; did you mean `openai`?")]
    public void A_file_of_prices(string file, string message)
    {
        _folder.Write("prices.json", file);
        Expect("pricing: ▸prices.json", [message]);
    }

    [Fact]
    public void Prices_of_an_alias_are_written_where_its_targets_are() => Expect(
        "providers: { openai: { type: openai, api_key: k } }\n"
        + "models:\n  a: { targets: [ { model: openai/x } ] }\n  b:\n    targets:\n      - model: a\n        ▸pricing: { input: 1 }",
        ["an alias has its own prices; write them at the targets of `a`"]);

    [Theory]
    [InlineData("server: { listen: ▸127.0.0.1:4000 }", "`127.0.0.1:4000` is no address to listen on")]
    [InlineData("server: { listen: ▸http://example.com:80 }", "listens on a name")]
    [InlineData("server: { listen: ▸http://127.0.0.1:80/x }", "has more than a scheme, a host and a port")]
    [InlineData("server: { listen: ▸\"unix:\" }", "names no socket file")]
    [InlineData("server: { ▸listen: [] }", "there is no address to listen on")]
    [InlineData("server: { listen: [http://127.0.0.1:1, ▸http://127.0.0.1:1] }", "`http://127.0.0.1:1` is taken by another listener")]
    [InlineData("server: { listen: http://127.0.0.1:1, admin: ▸http://127.0.0.1:1 }", "is taken by another listener")]
    [InlineData("server: { listen: ▸https://127.0.0.1:1 }", "https needs a certificate; write `tls: { cert: FILE, key: FILE }`")]
    [InlineData("server: { ▸tls: { cert: none.pem } }", "server.tls: `key` is missing",
        "server.tls.cert: `none.pem` is not to be had: there is no such file")]
    [InlineData(
        "server: { listen: \"https://[::1]:1\", tls: { cert: ▸headgate.yaml, key: headgate.yaml } }", "these files hold no certificate")]
    [InlineData("server: { listen: [http://localhost:1, http://*:2] }\nauth: ▸none",
        "`auth: none` would let anybody in who can reach `http://*:2`")]
    [InlineData("server: { auth: ▸none, listen: http://0.0.0.0:2 }", "would let anybody in")]
    [InlineData("server: { auth: none }\nauth: ▸keys", "`auth` says something else than `server.auth`")]
    [InlineData("server: { cors: { origins: [▸example.com, https://a.example, ▸https://a.example/x] } }", "`example.com` is no origin",
        "is no origin")]
    [InlineData("server: { forward_headers: [x-ok, ▸\"x y\", ▸Authorization, ▸X-Headgate-Provider-Key, ▸Content-Length] }", "is no header name", "is a credential",
        "is a credential", "belongs to the connection")]
    [InlineData("server: { hosts: [gate.example.com, ▸https://gate.example.com] }", "is no host name")]
    [InlineData("server: { max_body: 2MiB, max_buffered: ▸1MiB }", "`max_buffered` is less than one `max_body`")]
    public void Server(string yaml, params string[] messages) =>
        Expect(yaml.Replace("{ ▸tls: { cert: none.pem", "{ ▸tls: { cert: ▸none.pem"), messages);

    [Theory]
    [InlineData("providers:\n  ▸openai: { api_key: k }", "providers.openai: `type` is missing")]
    [InlineData("providers: { a: { type: ▸opneai, api_key: k } }",
        "`opneai` is no vendor type; `openai-compatible` serves any vendor with that protocol; did you mean `openai`?")]
    [InlineData("providers: { ▸a/b: { type: openai, api_key: k } }", "a provider's name has no `/`")]
    [InlineData("providers: { ▸a: { type: openai-compatible } }", "`base_url` is missing: `openai-compatible` has no public address")]
    [InlineData("providers: { ▸a: { type: openai } }", "`api_key` is missing: `openai` asks for one; write `api_key: ${OPENAI_API_KEY}`")]
    [InlineData("providers: { a: { type: openai, byok: ▸only, api_key: k } }", "has a credential of its own")]
    [InlineData("providers: { a: { type: azure-openai, base_url: 'https://a.example', byok: ▸only, "
        + "entra: { tenant_id: t, client_id: c, client_secret: s } } }", "has a credential of its own")]
    [InlineData("providers: { a: { type: bedrock, region: us-east-1, byok: ▸only } }", "cannot bring a credential here")]
    [InlineData("providers: { a: { type: openai, byok: only, ▸passthrough: ['GET /v1/models'] } }", "need a credential of the provider's own")]
    [InlineData("providers: { a: { type: openai, byok: ▸maybe } }", "`maybe`")]
    [InlineData("providers: { a: { type: openai, api_key: k, ▸api_keys: [l] } }", "there is `api_key` as well as `api_keys`")]
    [InlineData("providers: { a: { type: openai, ▸api_keys: [] } }", "the list of keys is empty")]
    [InlineData("providers: { a: { type: openai, api_keys: [l, ▸l, ▸\"a\\nb\"] } }", "the key is written twice", "no header can carry")]
    [InlineData("providers: { a: { type: openai, api_key: k, base_url: ▸ftp://x } }", "the value is no http or https URL")]
    [InlineData(
        "providers: { a: { type: openai, api_key: k, base_url: ▸https://u:p@x } }", "the value holds credentials; write them as `api_key`")]
    [InlineData("providers: { a: { type: openai, api_key: k, base_url: ▸https://x?key=1 } }", "the value ends in a query or a fragment")]
    [InlineData("providers: { a: { type: openai, api_key: k, proxy: ▸https://x/y } }", "the value has more than a scheme")]
    [InlineData(
        "providers: { a: { type: openai, api_key: k, headers: { ▸a b: c, ▸x-api-key: c, ▸Host: c, x-a: c, ▸X-A: c, x-b: ▸\"c\\n\" } } }",
        "no header name", "is a credential", "belongs to the connection", "written twice", "no header can carry")]
    [InlineData("providers: { a: { type: openai, api_key: k, models: [▸\"*-mini\"] } }", "`*-mini` has a `*` before its end")]
    [InlineData("providers: { a: { type: openai, api_key: k, ▸models: [] } }", "an empty list allows nothing")]
    [InlineData("providers: { a: { type: openai, api_key: k, ca: ▸none.pem } }", "`none.pem` is not to be had: there is no such file")]
    [InlineData("providers: { a: { type: openai, api_key: k, ca: ▸headgate.yaml } }", "this file holds no certificate in PEM")]
    [InlineData(
        "providers: { a: { type: openai, api_key: k, ▸deployments: {}, project: ▸p, api_version: ▸2024-10-21 } }",
        "`deployments` means something to `azure-openai` only, and this is `openai`", "`project` means something to `vertex` only",
        "`api_version` means something to `azure-openai` only")]
    [InlineData("providers: { ▸a: { type: azure-openai, api_key: k } }", "`base_url` is missing: `azure-openai` has no public address")]
    [InlineData("providers: { ▸a: { type: azure-openai, base_url: https://r } }", "there is neither `api_key` nor `entra`")]
    [InlineData("providers: { a: { type: azure-openai, base_url: https://r, api_key: k, ▸▸▸▸entra: {} } }", "entra: `tenant_id` is missing",
        "`client_id` is missing", "`client_secret` is missing", "there is `entra` as well as a key")]
    [InlineData("providers: { a: { type: azure-openai, base_url: https://r, api_key: k, api_version: ▸latest } }",
        "`latest` is no version of Azure's API")]
    [InlineData("providers: { a: { type: azure-openai, base_url: https://r, api_key: k, api_version: 2024-10-21, protocols: [chat, ▸responses] } }",
        "the classic API has no `responses`; leave out `api_version`")]
    [InlineData(
        "providers: { a: { type: azure-openai, base_url: https://r, entra: { tenant_id: ▸a/b, client_id: c, client_secret: s } } }",
        "`a/b` is neither a directory's id nor a domain")]
    [InlineData("providers: { ▸a: { type: vertex, project: p } }", "`credentials` is missing: `vertex` asks for a service account")]
    [InlineData("providers: { ▸a: { type: vertex, api_key: k } }", "`project` is missing, and no service account names one")]
    [InlineData("providers: { a: { type: vertex, project: p, location: ▸US/x, ▸credentials: {} } }", "`US/x` is no location",
        "this takes text, not a map")]
    [InlineData("providers: { a: { type: vertex, project: p, credentials: ▸sa.json } }", "the value is no JSON")]
    [InlineData("providers: { a: { type: vertex, project: p, api_key: k, credentials: ▸▸sa.json } }", "the value is no JSON",
        "there are `credentials` as well as a key")]
    [InlineData("providers: { a: { type: openai, api_key: k, protocols: [chat, ▸chatt] } }", "`chatt` is no protocol; there is")]
    public void Providers(string yaml, params string[] messages) => Expect(yaml, messages);

    [Theory]
    [InlineData("▸a: {}", "`targets` is missing")]
    [InlineData("▸a: { targets: [] }", "an alias leads to at least one target")]
    [InlineData("a: { targets: [ { model: ▸opena/gpt-5 } ] }",
        "`opena/gpt-5` is neither `provider/model` nor an alias; did you mean `openai/gpt-5`?")]
    [InlineData("a: { targets: [ { model: ▸chta } ] }\nchat: { targets: { model: openai/x } }", "did you mean `chat`?")]
    [InlineData("a: { targets: [ { model: ▸gpt-5 } ] }", "with a provider's name before it: `openai/gpt-5`")]
    [InlineData(
        "a: { targets: [ { model: ▸\"openai/gpt-*\" } ] }", "is no model's name; `openai/*` stands for the name that the client sent")]
    [InlineData("a: { targets: [ { model: ▸small/gpt-5 } ] }", "is not among the `models` of `small`")]
    [InlineData("a: { targets: [ ▸{ weight: 1 } ] }", "models.a.targets[0]: `model` is missing")]
    [InlineData("a: { strategy: weighted, ▸targets: [ { model: openai/x, weight: 0 } ] }", "every target has weight 0")]
    [InlineData("a: { targets: [ { model: ▸a } ] }", "the aliases lead in a circle: a → a")]
    [InlineData(
        "a: { targets: [ { model: b } ] }\nb: { targets: [ { model: c } ] }\nc: { targets: [ { model: ▸b } ] }", "in a circle: b → c → b")]
    [InlineData("▸\"*-x\": { targets: [ { model: openai/x } ] }", "has a `*` before its end")]
    [InlineData(
        "a: { targets: { model: openai/x }, fallback_on: [timeout, ▸timeot] }",
        "bad_request; did you mean `timeout`?")]
    [InlineData("a: { targets: { model: openai/x }, timeouts: { idle: ▸0, connect: ▸off } }", "`0` is too short", "`off` is no duration")]
    [InlineData("a: { targets: { model: openai/x }, timeouts: { first_token: 2s }, hedge: { after: ▸2s } }",
        "a call whose time for the first token is up has nothing beside it")]
    [InlineData("a: { targets: { model: openai/x }, retry: { tries: ▸0, backoff: ▸9s } }", "`0` is too small",
        "`backoff` is longer than `max_backoff`")]
    [InlineData("a: { targets: { model: openai/x }, defaults: { ▸model: x, ▸stream: true }, drop: [▸messages] }", "is the client's to set",
        "is the client's", "cannot be dropped")]
    [InlineData("a: { targets: { model: openai/x }, defaults: { top_p: 1 }, drop: [▸top_p] }", "`top_p` is both set and dropped")]
    [InlineData("a: { targets: { model: openai/x }, on_loss: ▸ignore }", "`ignore` is not one of allow, warn, reject")]
    public void Models(string yaml, params string[] messages) =>
        Expect($"{ModelsAbove}\nmodels:\n  {yaml.Replace("\n", "\n  ")}", messages);

    [Theory]
    [InlineData("keys:\n  - ▸key: " + Long, "`name` is missing")]
    [InlineData("keys:\n  - ▸name: a", "there is neither `key` nor `sha256`")]
    [InlineData("keys:\n  - ▸name: a\n    key: " + Long + "\n    sha256: " + Sha, "there is `key` as well as `sha256`")]
    [InlineData("keys:\n  - name: a\n    key: ▸short", "this is shorter than 32 characters")]
    [InlineData("keys:\n  - name: a\n    sha256: ▸abc", "this is no SHA-256: 64 hex digits")]
    [InlineData("keys:\n  - { name: a, key: " + Long + " }\n  - { name: ▸a, sha256: " + Sha + " }", "another key is called `a`")]
    [InlineData("keys:\n  - { name: a, sha256: " + Sha + " }\n  - ▸{ name: b, sha256: " + Sha
        + " }", "this is the same secret as that of another key; the other is at line 2")]
    [InlineData("teams: { platform: {} }\nkeys:\n  - { name: a, sha256: " + Sha
        + ", team: ▸platfrom }", "there is no team `platfrom`; did you mean `platform`?")]
    [InlineData("keys:\n  - { name: a, sha256: " + Sha + ", models: [▸\"a*b\"] }", "has a `*` before its end")]
    [InlineData("keys:\n  - { name: a, sha256: " + Sha + ", allowed_ips: [10.0.0.0/8, ▸10.0.0.1/8] }", "`10.0.0.1/8` does not begin with the first address")]
    [InlineData("keys:\n  - { name: a, sha256: " + Sha + ", ▸allowed_ips: [] }", "the list is empty; leave `allowed_ips` out to allow every address")]
    [InlineData("keys:\n  - { name: a, sha256: " + Sha + ", server_tools: [web_search, ▸function] }", "`function` runs at the application and not at vendors")]
    [InlineData("server: { trusted_proxies: ▸proxy }", "`proxy` is no address or range; write one such as 192.0.2.7, 10.0.0.0/8")]
    [InlineData("keys:\n  - { name: a, sha256: " + Sha + ", permissions: ▸root }", "`root` is not one of diagnostics")]
    [InlineData("teams: { a: { ▸models: [] } }", "an empty list allows nothing")]
    [InlineData("admin: { tokens: [ ▸{ name: a, role: admin } ] }", "there is neither `token` nor `sha256`")]
    [InlineData("admin: { tokens: [ { name: a, token: ▸short, role: ▸boss } ] }", "this is shorter than 16 characters",
        "`boss` is not one of admin, operator, viewer")]
    [InlineData("admin: { tokens: [ { name: a, sha256: " + Sha + ", role: admin }, { name: ▸a, sha256: " + Sha
        + ", role: admin } ] }", "another token is called `a`")]
    public void Keys_teams_and_tokens(string yaml, params string[] messages) => Expect(yaml, messages);

    [Fact]
    public void A_missing_file_is_named()
    {
        ConfigError error = Assert.Single(ConfigFolder.Refused(_folder.Source("none.yaml").Read()));
        Assert.Equal($"{_folder.Path("none.yaml")}:1:1: this file is not to be had: there is no such file", error.ToString());
    }

    [Fact]
    public void An_alias_cannot_unfold_without_end()
    {
        string models = string.Concat(
            Enumerable.Range(0, 20).Select(i => $"  a{i}: {{ targets: [{{ model: a{i + 1} }}, {{ model: a{i + 1} }}] }}\n"));
        ImmutableArray<ConfigError> errors =
            _folder.Refuse($"providers: {{ {ConfigFolder.Openai} }}\nmodels:\n{models}  a20: {{ targets: {{ model: openai/x }} }}\n");
        Assert.Contains(errors, error => error.Message.Contains("more than 256 targets"));
    }

    [Fact]
    public void Aliases_of_aliases_in_yaml_cannot_unfold_into_a_bomb()
    {
        string bomb = string.Concat(
            Enumerable.Range(1, 12).Select(i => $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n"));
        ConfigError error = Assert.Single(_folder.Refuse($"a0: &a0 [x]\n{bomb}"));
        Assert.Contains("more than 100000 values", error.Message);
    }

    [Fact]
    public void Nesting_is_bounded() =>
        Assert.Contains("nested deeper than 64", Assert.Single(_folder.Refuse($"a: {new string('[', 5_000)}")).Message);

    [Theory]
    [InlineData("webhook: { url: https://a.example, secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz }\nteams: { a: { budget: { usd: 5, soft_usd: ▸6, period: day } } }",
        "this is more than `usd`")]
    [InlineData("teams: { a: { budget: { usd: 5, soft_usd: ▸5, period: day } } }", "there is nobody to tell")]
    [InlineData("teams: { a: { end_users: { budget: { usd: 5, soft_usd: ▸5, period: day } } } }", "there is nobody to tell")]
    [InlineData("tags: { env: { ci: { budget: { usd: 5, soft_usd: ▸5, period: day } } } }", "there is nobody to tell")]
    [InlineData("organizations: { a: { budget: { usd: 5, soft_usd: ▸5, period: day } } }", "there is nobody to tell")]
    [InlineData("webhook: { url: https://a.example, secret: ▸whsec_MDEy }", "is not 24 to 64 bytes long")]
    [InlineData("webhook: { url: https://a.example, secret: ▸MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz }", "is no `whsec_` and Base64 behind it")]
    [InlineData("webhook: { url: ▸ftp://a.example, secret: whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIz }", "is no http or https URL")]
    public void Soft_limits_and_who_is_told(string yaml, params string[] messages) => Expect(yaml, messages);

    private void Expect(string marked, string[] messages)
    {
        ImmutableArray<ConfigError> errors = _folder.Refuse(marked.Replace("▸", ""));
        Assert.Equal(Places(marked).Order(), errors.Select(error => (error.Line, error.Column)).Order());
        foreach (string message in messages)
        {
            Assert.Contains(errors, error => error.ToString().Contains(message));
        }

        Assert.Equal(messages.Length, errors.Length);
    }

    private static IEnumerable<(int Line, int Column)> Places(string marked)
    {
        string[] lines = marked.Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            string[] parts = lines[line].Split('▸');
            for (int part = 1, column = 1; part < parts.Length; part++)
            {
                column += parts[part - 1].Length;
                yield return (line + 1, column);
            }
        }
    }
}
