namespace Headgate.Simulator.Serving;

/// <summary>One operation of a vendor's that is no conversation: it reads what it likes and answers as it likes.</summary>
internal abstract class PlainOperation
{
    public abstract Task ServeAsync(PlainCall call);
}
