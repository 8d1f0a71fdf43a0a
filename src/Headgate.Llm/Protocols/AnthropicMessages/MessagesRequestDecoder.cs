using System.Collections.Immutable;
using Headgate.Llm.Chat;
using Headgate.Llm.Framing;

namespace Headgate.Llm.Protocols.AnthropicMessages;

/// <summary>Reads a request into the hub, in one pass: https://platform.claude.com/docs/en/api/messages, read 2026-11-22.</summary>
internal ref struct MessagesRequestDecoder
{
    private JsonWalk _walk;
    private readonly MessagesSettings _settings;
    private string? _model;
    private Message? _system;
    private readonly ImmutableArray<Message>.Builder _messages;
    private ImmutableArray<Tool> _tools;
    private bool _isStream;

    private MessagesRequestDecoder(ReadOnlyMemory<byte> body)
    {
        _walk = new JsonWalk(body);
        _settings = new MessagesSettings();
        _messages = ImmutableArray.CreateBuilder<Message>();
        _tools = [];
    }

    /// <summary>Reads a body of valid JSON.</summary>
    public static ChatRequest Decode(ReadOnlyMemory<byte> body)
    {
        MessagesRequestDecoder decoder = new(body);
        return decoder.Read();
    }

    private ChatRequest Read()
    {
        _walk.EnterObject(default);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (!TryRead(name))
            {
                _settings.Read(ref _walk, name);
            }
        }

        if (_system is not null)
        {
            _messages.Insert(0, _system);
        }

        return _settings.ApplyTo(new ChatRequest
        {
            Protocol = WireProtocol.AnthropicMessages,
            Model = _model ?? throw JsonWalk.Refuse(new JsonPlace("$.model"), "is missing; name the model to call"),
            Messages = _messages.DrainToImmutable(),
            Tools = _tools,
            IsStream = _isStream,
            // A stream of this protocol always ends with its usage.
            WantsUsage = _isStream,
        });
    }

    private bool TryRead(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("messages"u8))
        {
            ReadMessages();
        }
        else if (name.SequenceEqual("system"u8))
        {
            JsonPlace place = new("$.system");
            _system = new Message { Role = Role.System, Parts = MessagesPartDecoder.ReadContent(ref _walk, place), Place = place };
        }
        else if (name.SequenceEqual("tools"u8))
        {
            _tools = MessagesToolDecoder.Read(ref _walk);
        }
        else if (name.SequenceEqual("model"u8))
        {
            _model = _walk.Text(new JsonPlace("$.model"));
        }
        else if (name.SequenceEqual("stream"u8))
        {
            _isStream = _walk.Flag(new JsonPlace("$.stream"));
        }
        else
        {
            return false;
        }

        return true;
    }

    private void ReadMessages()
    {
        _walk.EnterArray(new JsonPlace("$.messages"));
        while (_walk.NextElement())
        {
            _messages.Add(ReadMessage(new JsonPlace("$.messages[{0}]", _messages.Count)));
        }
    }

    private Message ReadMessage(JsonPlace place)
    {
        Message message = new() { Role = Role.User, Parts = [], Place = place };
        Role? role = null;
        ExtraList extras = new(WireProtocol.AnthropicMessages);
        _walk.EnterObject(place);
        while (_walk.NextGiven(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("role"u8))
            {
                role = ReadRole(place);
            }
            else if (name.SequenceEqual("content"u8))
            {
                JsonPlace content = place with { Shape = "$.messages[{0}].content" };
                message = message with { Parts = MessagesPartDecoder.ReadContent(ref _walk, content) };
            }
            else
            {
                extras.Take(name, ref _walk, place);
            }
        }

        return message with
        {
            Role = role ?? throw JsonWalk.Refuse(place.Member("role"), "is missing"),
            Extras = extras.ToImmutable(),
        };
    }

    private readonly Role ReadRole(JsonPlace place) => _walk switch
    {
        _ when _walk.Is("user"u8) => Role.User,
        _ when _walk.Is("assistant"u8) => Role.Assistant,
        _ when _walk.Is("system"u8) => Role.System,
        _ => throw JsonWalk.Refuse(place.Member("role"), "must be user, assistant or system"),
    };
}
