using Headgate.Gateway.Config.Description;
using Headgate.Gateway.Config.Reading;

namespace Headgate.Gateway.Config.Rules;

/// <summary>Where Headgate listens, and who may come in without a key.</summary>
internal static class ListenRules
{
    public static void Check(Draft draft)
    {
        CheckAddresses(draft);
        CheckTls(draft);
        CheckAuth(draft);
    }

    /// <summary>The written choice: at the top level or under <c>server</c>.</summary>
    public static bool AuthRequired(Draft draft) =>
        (draft.Server.Find(ServerKeys.Auth)?.Value ?? draft.Root.Get(RootKeys.Auth)) == "keys";

    private static void CheckAddresses(Draft draft)
    {
        if (draft.Server.Find(ServerKeys.Listen) is { Value.IsEmpty: true } none)
            draft.Report.Error(none.At, "there is no address to listen on");

        var taken = new HashSet<ListenAddress>();
        foreach (Written<ListenAddress> address in draft.Server.Get(ServerKeys.Listen))
            Take(draft, taken, address.Value, address.At);
        Take(draft, taken, draft.Server.Get(ServerKeys.Admin), draft.Server.Place(ServerKeys.Admin));
    }

    private static void Take(Draft draft, HashSet<ListenAddress> taken, ListenAddress address, ConfigPlace at)
    {
        if (!taken.Add(address with { IsTls = false }) && (address.Port != 0 || address.SocketPath is not null))
            draft.Report.Error(at, $"`{address}` is taken by another listener");
    }

    private static void CheckTls(Draft draft)
    {
        Written<Section>? tls = draft.Server.Find(ServerKeys.Tls);
        Written<ListenAddress>? secure = draft.Server.Get(ServerKeys.Listen).FirstOrDefault(address => address.Value.IsTls);
        if (secure is null && draft.Server.Find(ServerKeys.Admin) is { Value.IsTls: true } admin)
            secure = admin;

        if (tls is null && secure is not null && !draft.Server.Has(ServerKeys.Tls))
            draft.Report.Error(secure.At, "https needs a certificate", "write `tls: { cert: FILE, key: FILE }` under `server`");
        else if (tls is not null && secure is null)
            draft.Report.Warn(tls.At, "no address is https, so that the certificate is not used");
        if (tls is not null)
            CheckCertificate(draft, tls.Value);
    }

    private static void CheckCertificate(Draft draft, Section tls)
    {
        byte[]? certificate = draft.File(tls, TlsKeys.Cert);
        byte[]? key = draft.File(tls, TlsKeys.PrivateKey);
        if (certificate is not null && key is not null && ServerCertificate.TryRead(certificate, key) is null)
            draft.Report.Error(tls.Place(TlsKeys.Cert), "these files hold no certificate with its unencrypted private key, both in PEM");
    }

    private static void CheckAuth(Draft draft)
    {
        Written<string>? top = draft.Root.Find(RootKeys.Auth);
        Written<string>? inner = draft.Server.Find(ServerKeys.Auth);
        if (top is not null && inner is not null && top.Value != inner.Value)
            draft.Report.Error(top.At, "`auth` says something else than `server.auth`");
        if (AuthRequired(draft))
            return;

        foreach (Written<ListenAddress> open in draft.Server.Get(ServerKeys.Listen).Where(address => !address.Value.IsLoopback))
        {
            draft.Report.Error((top ?? inner)!.At, $"`auth: none` would let anybody in who can reach `{open.Value}`",
                "listen on a loopback address, or remove `auth: none`");
        }
    }
}
