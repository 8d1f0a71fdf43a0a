using System.Collections.Immutable;
using System.Net.Http.Headers;
using System.Text;
using Headgate.Console.Api;
using Headgate.Gateway.Advice;
using Headgate.Gateway.Budgets;
using Headgate.Gateway.Config;
using Headgate.Gateway.Config.Stored;
using Headgate.Gateway.Identity;
using Headgate.Gateway.Vaults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Headgate.Console.Tests.Running;

/// <summary>A control plane on a free port of the loopback, over parts held in memory.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    public const string FileKeySecret = "hg-canary-of-the-key-in-the-file-0123456789abc";

    private readonly WebApplication _app;

    private ConsoleHost()
    {
        Config = new MemoryConfig(Store, FileKey);
        Stored = Files();
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(Log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddHeadgateConsole(new ConsoleParts
        {
            Config = Config,
            Store = Store,
            Stored = Stored,
            Audit = Audit,
            Requests = Requests,
            Records = new FixedRecords(),
            Budgets = Budgets,
            Adviser = new RouteAdviser(Config, Time),
            Gateway = Gateway,
            Hosts = ["console.example"],
            Time = Time,
        });

        _app = builder.Build();
        _app.UseHeadgateConsole();
        _app.MapGet("/metrics", () => "up 1").RequireMetricsAccess().ExcludeFromDescription();
        _app.MapGet("/broken", string () => throw new InvalidOperationException("canary in an exception")).ExcludeFromDescription();
    }

    public BudgetBook Budgets { get; } = new();

    public MemoryStore Store { get; } = new();

    public MemoryConfigObjects Objects { get; } = new();

    /// <summary>Over files that have a provider of the name openai.</summary>
    public StoredConfig Stored { get; }

    public MemoryAudit Audit { get; } = new();

    public MemoryConfig Config { get; }

    public MemoryRequests Requests { get; } = new();

    public FixedGateway Gateway { get; } = new();

    /// <summary>A moment with a fraction that no store needs to keep.</summary>
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 12, 1, 40, TimeSpan.Zero).AddTicks(9));

    public LogLines Log { get; } = new();

    public HttpClient Http { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    public static VirtualKey FileKey { get; } = new()
    {
        Id = "key_file_ci",
        Name = "ci",
        Digest = KeyDigest.Of(FileKeySecret),
        Team = "platform",
        Models = ["chat", "openai/*"],
        RequestsPerMinute = 60,
        Concurrent = 10,
        Expires = new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero),
        Tags = new Dictionary<string, string> { ["env"] = "ci" }.ToImmutableSortedDictionary(),
        SeesDiagnostics = true,
        Layer = ConfigLayer.File,
    };

    public static async Task<ConsoleHost> StartAsync()
    {
        ConsoleHost host = new();
        await host._app.StartAsync();
        host.Http = new HttpClient { BaseAddress = new Uri(host._app.Urls.Single()) };
        return host;
    }

    /// <summary>Calls with the token of a role; null for none.</summary>
    public async Task<Reply> CallAsync(
        AdminRole? role, string method, string path, string? json = null, Action<HttpRequestMessage>? edit = null)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        if (role is { } known)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", MemoryConfig.TokenOf(known));
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        edit?.Invoke(request);
        using HttpResponseMessage reply = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        string body = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Reply(reply.StatusCode, body, reply.Headers.Concat(reply.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    private StoredConfig Files()
    {
        string? Variable(string name) => name switch
        {
            "OPENAI_API_KEY" => MemoryConfig.ProviderSecret,
            Vault.Variable => Convert.ToBase64String(new byte[32]),
            _ => null,
        };
        ConfigSource source = new(new ConfigInputs { Variable = Variable, Folder = "nowhere" }, Time);
        ConfigReading.Accepted files = (ConfigReading.Accepted)source.Read();
        return new StoredConfig(Objects, Vault.Read(Variable, out _)!, source, () => files);
    }

    public async ValueTask DisposeAsync()
    {
        Stored.Dispose();
        Http.Dispose();
        await _app.DisposeAsync();
    }
}
