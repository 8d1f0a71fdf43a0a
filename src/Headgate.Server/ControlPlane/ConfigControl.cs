using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Headgate.Console.Operations.Config;
using Headgate.Gateway.Config;

namespace Headgate.Server.ControlPlane;

/// <summary>The running config, as the console's operations see it.</summary>
internal sealed class ConfigControl(LiveConfig live, ConfigSource source, TimeProvider time) : IConfigControl
{
    private readonly Lock _gate = new();
    private ImmutableArray<ConfigError> _errors = [];
    private RefusedReload? _refused;

    /// <inheritdoc />
    public ConfigSnapshot Current => live.Current;

    /// <inheritdoc />
    public ImmutableArray<string> Teams => live.Teams;

    /// <inheritdoc />
    public ImmutableArray<FindingView> Warnings => [.. live.State.Warnings.Select(FindingView.Of)];

    /// <inheritdoc />
    public RefusedReload? Refused
    {
        get
        {
            lock (_gate)
            {
                return RefusedFor(live.State.Errors);
            }
        }
    }

    /// <inheritdoc />
    public async ValueTask ReloadAsync(CancellationToken cancellation) => await live.ReloadAsync(cancellation);

    /// <inheritdoc />
    public JsonElement Effective()
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer))
        {
            live.Effective.Write(json);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    /// <inheritdoc />
    public ConfigVerdict Validate(string text)
    {
        ConfigReading reading = source.Check(text);
        ImmutableArray<ConfigError> errors = reading is ConfigReading.Refused refused ? refused.Errors : [];
        return new ConfigVerdict([.. errors.Select(FindingView.Of)], [.. reading.Warnings.Select(FindingView.Of)]);
    }

    /// <summary>The time is that of the first look at these errors.</summary>
    private RefusedReload? RefusedFor(ImmutableArray<ConfigError> errors)
    {
        if (!errors.SequenceEqual(_errors))
        {
            _errors = errors;
            _refused = errors.IsEmpty ? null : new RefusedReload(time.GetUtcNow().UtcDateTime, [.. errors.Select(FindingView.Of)]);
        }

        return _refused;
    }
}
