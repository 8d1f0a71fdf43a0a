using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Headgate.Llm.Chat;
using Headgate.Llm.Chat.Parts;

namespace Headgate.Gateway.Pipeline.Upstream.Translation;

/// <summary>
/// Tells whether a conversation still begins as it did: a digest of its tools and of its messages so far. What never reaches a vendor, such as
/// thinking that nobody signed, does not count. One owner.
/// </summary>
internal sealed class ConversationDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>A conversation without messages yet.</summary>
    public ConversationDigest(ImmutableArray<Tool> tools)
    {
        foreach (Tool tool in tools)
        {
            Add(tool);
        }
    }

    /// <summary>The digest so far, 64 hex digits.</summary>
    public string Current => Convert.ToHexStringLower(_hash.GetCurrentHash());

    /// <summary>Adds the next message.</summary>
    public void Add(Message message)
    {
        Add((int)message.Role);
        foreach (ContentPart part in message.Parts)
        {
            Add(part);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _hash.Dispose();

    private void Add(Tool tool)
    {
        Add(tool.Group?.Name);
        switch (tool)
        {
            case Tool.Function function:
                Add(function.Name);
                Add(function.Description);
                Add(function.Parameters.GetValueOrDefault().Span);
                break;
            case Tool.Freeform freeform:
                Add(freeform.Name);
                Add(freeform.Description);
                Add(freeform.Format.GetValueOrDefault().Span);
                break;
            case Tool.Native native:
                Add(native.Json.Span);
                break;
        }
    }

    private void Add(ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                Add(text.Text);
                break;
            case RefusalPart refusal:
                Add(refusal.Text);
                break;
            case ReasoningPart { SignedBy: not null } signed:
                Add(signed.Signature ?? signed.Redacted);
                break;
            case ToolCallPart call:
                Add(call.Id);
                Add(call.Name);
                Add(call.Arguments.Span);
                break;
            case ToolResultPart result:
                Add(result.CallId);
                Add(new Message { Role = Role.Tool, Parts = result.Content });
                break;
            case ImagePart image:
                Add(image.Source);
                break;
            case DocumentPart document:
                Add(document.Name);
                Add(document.Source);
                break;
            case NativePart native:
                Add(native.Json.Span);
                break;
        }
    }

    private void Add(MediaSource source)
    {
        switch (source)
        {
            case MediaSource.Base64 bytes:
                Add(bytes.MediaType);
                Add(bytes.Data.Span);
                break;
            case MediaSource.Url url:
                Add(url.Address);
                break;
            case MediaSource.File file:
                Add(file.Id);
                break;
            case MediaSource.Text text:
                Add(text.Value);
                break;
        }
    }

    private void Add(string? text) => Add(MemoryMarshal.AsBytes(text.AsSpan()));

    // With its length, so that two pieces are not taken for one.
    private void Add(ReadOnlySpan<byte> piece)
    {
        Add(piece.Length);
        _hash.AppendData(piece);
    }

    private void Add(int number)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
        _hash.AppendData(bytes);
    }
}
