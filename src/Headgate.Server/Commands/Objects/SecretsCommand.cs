using System.CommandLine;
using Headgate.Server.Commands.Admin;

namespace Headgate.Server.Commands.Objects;

/// <summary><c>headgate secrets rotate</c>: seals the stored credentials with a new key.</summary>
internal static class SecretsCommand
{
    /// <summary>Makes it.</summary>
    public static Command Create(Terminal terminal)
    {
        Command rotate = new("rotate", "Seals every stored credential with HEADGATE_SECRET_KEY; HEADGATE_SECRET_KEY_PREVIOUS opens those of before.");
        DeskOptions<IObjectDesk> desk = ObjectDesk.AddTo(rotate, terminal);
        rotate.SetAction((parsed, cancellation) => desk.RunAsync(
            parsed, terminal, objects => objects.RotateSecretsAsync(cancellation),
            (view, output) => output.WriteLine(
                $"All credentials are sealed with the key {view.KeyId}: {view.Resealed} anew, {view.Kept} were so already.")));
        return new Command("secrets", "The stored credentials of providers.") { rotate };
    }
}
