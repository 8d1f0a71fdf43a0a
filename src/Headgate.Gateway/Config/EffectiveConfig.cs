using System.Text.Json;
using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;
using Headgate.Gateway.Config.Shapes;
using Headgate.Gateway.Identity;

namespace Headgate.Gateway.Config;

/// <summary>
/// The config in force, to be shown: what was written in files and environment with all defaults, the keys of the store, and the hash.
/// Secrets are <c>***</c>, and text that came out of a variable is shown as it was written.
/// </summary>
public sealed class EffectiveConfig
{
    private readonly LiveState _live;

    internal EffectiveConfig(LiveState live) => _live = live;

    /// <summary>Writes one object in the form of a config file, with <c>hash</c> as its first member.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("hash", _live.Snapshot.Hash);
        foreach (Key key in RootKeys.Shape.Keys)
        {
            if (key == RootKeys.Keys)
            {
                WriteKeys(json);
            }
            else if (key == RootKeys.Auth)
            {
                // wherever it was written
                json.WriteString(key.Name, _live.Derived.AuthRequired ? "keys" : "none");
            }
            else
            {
                key.WriteEffective(json, _live.Derived.Written);
            }
        }

        json.WriteEndObject();
    }

    private void WriteKeys(Utf8JsonWriter json)
    {
        json.WriteStartArray(RootKeys.Keys.Name);
        foreach (Written<Section> key in _live.Derived.Written.Get(RootKeys.Keys))
        {
            VirtualKeyKeys.Shape.WriteEffective(json, key);
        }

        foreach (VirtualKey key in _live.Snapshot.Keys.All)
        {
            if (key.Layer == ConfigLayer.Store)
            {
                Write(json, key);
            }
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, VirtualKey key)
    {
        json.WriteStartObject();
        json.WriteString(VirtualKeyKeys.Name.Name, key.Name);
        json.WriteString(VirtualKeyKeys.Sha256.Name, "***");
        if (key.Team is not null)
        {
            json.WriteString(VirtualKeyKeys.Team.Name, key.Team);
        }

        WriteList(json, VirtualKeyKeys.Models.Name, key.Models);
        json.WriteStartObject(VirtualKeyKeys.Limits.Name);
        if (key.RequestsPerMinute is { } requests)
        {
            json.WriteNumber(LimitKeys.RequestsPerMinute.Name, requests);
        }

        if (key.Concurrent is { } concurrent)
        {
            json.WriteNumber(LimitKeys.Concurrent.Name, concurrent);
        }

        json.WriteEndObject();
        if (key.Expires is { } expires)
        {
            json.WriteString(VirtualKeyKeys.Expires.Name, expires);
        }

        json.WriteStartObject(VirtualKeyKeys.Tags.Name);
        foreach ((string name, string value) in key.Tags)
        {
            json.WriteString(name, value);
        }

        json.WriteEndObject();
        if (!key.AllowedIps.IsEmpty)
        {
            WriteList(json, VirtualKeyKeys.AllowedIps.Name, key.AllowedIps.Select(range => range.ToString()));
        }

        if (key.ServiceTiers is { } tiers)
        {
            WriteList(json, VirtualKeyKeys.ServiceTiers.Name, tiers);
        }

        if (key.ServerTools is { } tools)
        {
            WriteList(json, VirtualKeyKeys.ServerTools.Name, tools);
        }

        if (key.MayBringCredentials)
        {
            json.WriteBoolean(VirtualKeyKeys.Byok.Name, true);
        }

        if (key.EndUser != EndUserSight.Pass)
        {
            json.WriteString(VirtualKeyKeys.EndUser.Name, key.EndUser.Name());
        }

        WriteList(json, VirtualKeyKeys.Permissions.Name, key.SeesDiagnostics ? ["diagnostics"] : []);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> items)
    {
        json.WriteStartArray(name);
        foreach (string item in items)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
    }
}
