using Headgate.Gateway.Config.Shapes;

namespace Headgate.Gateway.Config.Description;

/// <summary><c>admin.tokens[]:</c>.</summary>
internal static class AdminTokenKeys
{
    public static readonly Key<string> Name = new("name", Scalars.Text, "Its name, which no other token has.") { IsRequired = true };

    public static readonly Key<string> Token = new("token", Scalars.Secret, "The token itself, at least 16 characters.");

    public static readonly Key<string> Sha256 =
        new("sha256", Scalars.Secret, "In place of `token`: its SHA-256 as 64 hex digits, so that no secret is in the file.");

    public static readonly Key<AdminRole> Role = new("role",
        Scalars.Word([("admin", AdminRole.Admin), ("operator", AdminRole.Operator), ("viewer", AdminRole.Viewer)]), "What it may do.")
    { IsRequired = true };

    public static readonly SectionShape Shape = new(Name, Token, Sha256, Role);
}
