namespace Headgate.Gateway.Config.Shapes;

/// <summary>Time zones by their IANA names.</summary>
internal static class TimeZones
{
    /// <summary>A zone that this machine knows: <c>Europe/Berlin</c>.</summary>
    public static ScalarShape<TimeZoneInfo> Name { get; } = new("time zone", Find)
    {
        Schema = json => json.WriteString("type", "string"),
        Effective = (json, zone) => json.WriteStringValue(zone.Id),
    };

    private static string? Find(string text, out TimeZoneInfo zone)
    {
        zone = TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out TimeZoneInfo? found))
        {
            zone = found;
            return null;
        }

        return "is no time zone that this machine knows; write one such as Europe/Berlin";
    }
}
