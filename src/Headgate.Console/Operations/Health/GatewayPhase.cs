using System.Text.Json.Serialization;

namespace Headgate.Console.Operations.Health;

/// <summary>Where the gateway is in its life.</summary>
[JsonConverter(typeof(SnakeCaseEnumConverter<GatewayPhase>))]
public enum GatewayPhase
{
    /// <summary>Not serving yet.</summary>
    Starting,

    /// <summary>Serving.</summary>
    Ready,

    /// <summary>Told to stop: finishing what runs, taking nothing new.</summary>
    Draining,
}
