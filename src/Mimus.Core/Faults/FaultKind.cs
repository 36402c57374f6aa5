namespace Mimus.Core.Faults;

/// <summary>What can go wrong with an answer.</summary>
public enum FaultKind
{
    /// <summary>Nothing: switches off what a wider layer has.</summary>
    None,

    /// <summary>An HTTP error of any status with the vendor's body.</summary>
    Error,

    /// <summary>The vendor's answer to too many requests.</summary>
    RateLimit,

    /// <summary>The vendor's answer to a spent budget.</summary>
    Quota,

    /// <summary>The vendor's answer when it is overloaded.</summary>
    Overloaded,

    /// <summary>No answer, not a byte.</summary>
    Hang,

    /// <summary>The head of the answer comes byte by byte.</summary>
    Drip,

    /// <summary>The connection is reset before an answer.</summary>
    Reset,

    /// <summary>The connection is closed without an answer.</summary>
    Close,

    /// <summary>The answer has the wrong content type.</summary>
    ContentType,

    /// <summary>A proxy's HTML page.</summary>
    Html,

    /// <summary>An answer without a body.</summary>
    Empty,

    /// <summary>JSON that ends too early.</summary>
    TruncatedJson,

    /// <summary>A body that is not JSON.</summary>
    InvalidJson,

    /// <summary>A redirect.</summary>
    Redirect,

    /// <summary>The answer ends in the middle.</summary>
    Cut,

    /// <summary>The answer stops for a while, or for ever.</summary>
    Stall,

    /// <summary>The vendor's own error event inside the stream.</summary>
    ErrorEvent,

    /// <summary>An event comes twice.</summary>
    DuplicateEvent,

    /// <summary>An event is missing.</summary>
    MissingEvent,

    /// <summary>Two events change places.</summary>
    ReorderedEvents,

    /// <summary>An event whose data is not JSON.</summary>
    InvalidEvent,

    /// <summary>A packet ends, and the next begins, inside a character.</summary>
    SplitCharacter,

    /// <summary>The stream ends inside a character.</summary>
    CutCharacter,

    /// <summary>What the vendor sends last is missing.</summary>
    NoTerminator,

    /// <summary>All events come in one packet.</summary>
    OnePacket,

    /// <summary>Each byte comes in a packet of its own.</summary>
    OneBytePackets,

    /// <summary>Lines end in CRLF.</summary>
    CarriageReturns,

    /// <summary>Comments and blank events come between the events.</summary>
    Comments,

    /// <summary>The model calls a tool that was not offered.</summary>
    UnofferedTool,

    /// <summary>The model's arguments do not fit the tool's schema.</summary>
    InvalidArguments,

    /// <summary>The model's arguments are JSON that ends too early.</summary>
    CutArguments,

    /// <summary>The model makes two calls with one id.</summary>
    DuplicateCallId,

    /// <summary>The model calls once more the tool whose result it has.</summary>
    RepeatedCall,

    /// <summary>The model says nothing, and stops.</summary>
    EmptyAnswer,

    /// <summary>The model reaches its token limit in the middle of a sentence.</summary>
    LengthLimit,

    /// <summary>The model declines.</summary>
    Refusal,

    /// <summary>The model says the same again and again.</summary>
    Repetition,

    /// <summary>The vendor's filter stops the answer.</summary>
    ContentFilter,

    /// <summary>The answer names another model than the one asked for.</summary>
    WrongModel,
}
