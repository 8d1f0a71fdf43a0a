namespace Headgate.Compare.Load;

/// <summary>The requests of a job in turn: one in so many carries the wrong key.</summary>
internal sealed class RequestMix(LoadJob job)
{
    private readonly byte[] _good = RequestBytes.Post(job.Url, job.Headers, File.ReadAllBytes(job.BodyFile));

    private readonly byte[]? _wrong =
        job.WrongHeaders is null ? null : RequestBytes.Post(job.Url, job.WrongHeaders, File.ReadAllBytes(job.BodyFile));

    private long _drawn;

    public (byte[] Request, bool Wrong) Next()
    {
        bool wrong = Interlocked.Increment(ref _drawn) % job.WrongEvery == 0 && _wrong is not null;
        return (wrong ? _wrong! : _good, wrong);
    }
}
