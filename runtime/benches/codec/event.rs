//! The events as generated code writes them.

use typeloom_runtime::json::{DecodeError, Fields, Names, Object, Reader, Tag, Writer};
use typeloom_runtime::model::{Model, Record};
use typeloom_runtime::unknown::UnknownVariant;

#[derive(Debug, Clone)]
pub(crate) struct Sender {
    id: String,
    display_name: String,
    bot: bool,
    timezone: Option<String>,
}

impl Model for Sender {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Sender {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["id", "displayName", "bot", "timezone"]);
        let mut id = None;
        let mut display_name = None;
        let mut bot = None;
        let mut timezone = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => id = Some(reader.string()?),
                1 => display_name = Some(reader.string()?),
                2 => bot = Some(reader.boolean()?),
                3 => timezone = Model::decode(reader)?,
                _ => {}
            }
        }
        Ok(Self {
            id: fields.required(id, 0)?,
            display_name: fields.required(display_name, 1)?,
            bot: fields.required(bot, 2)?,
            timezone,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"id\":");
        writer.string(&self.id);
        writer.key("\"displayName\":");
        writer.string(&self.display_name);
        writer.key("\"bot\":");
        writer.boolean(self.bot);
        if let Some(timezone) = &self.timezone {
            writer.key("\"timezone\":");
            writer.string(timezone);
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Conversation {
    id: String,
    kind: String,
    name: String,
}

impl Model for Conversation {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Conversation {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["id", "kind", "name"]);
        let mut id = None;
        let mut kind = None;
        let mut name = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => id = Some(reader.string()?),
                1 => kind = Some(reader.string()?),
                2 => name = Some(reader.string()?),
                _ => {}
            }
        }
        Ok(Self {
            id: fields.required(id, 0)?,
            kind: fields.required(kind, 1)?,
            name: fields.required(name, 2)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"id\":");
        writer.string(&self.id);
        writer.key("\"kind\":");
        writer.string(&self.kind);
        writer.key("\"name\":");
        writer.string(&self.name);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Metadata {
    trace_id: String,
    span_id: String,
    sampled: bool,
}

impl Model for Metadata {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Metadata {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["traceId", "spanId", "sampled"]);
        let mut trace_id = None;
        let mut span_id = None;
        let mut sampled = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => trace_id = Some(reader.string()?),
                1 => span_id = Some(reader.string()?),
                2 => sampled = Some(reader.boolean()?),
                _ => {}
            }
        }
        Ok(Self {
            trace_id: fields.required(trace_id, 0)?,
            span_id: fields.required(span_id, 1)?,
            sampled: fields.required(sampled, 2)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"traceId\":");
        writer.string(&self.trace_id);
        writer.key("\"spanId\":");
        writer.string(&self.span_id);
        writer.key("\"sampled\":");
        writer.boolean(self.sampled);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Message {
    id: String,
    user_id: String,
    text: String,
    direct: bool,
    edited: bool,
    thread_id: Option<String>,
    network: String,
    sender: Sender,
    conversation: Conversation,
    metadata: Option<Metadata>,
    locale: Option<String>,
    received_at: String,
}

impl Model for Message {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Message {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&[
            "id",
            "userId",
            "text",
            "direct",
            "edited",
            "threadId",
            "network",
            "sender",
            "conversation",
            "metadata",
            "locale",
            "receivedAt",
        ]);
        let mut id = None;
        let mut user_id = None;
        let mut text = None;
        let mut direct = None;
        let mut edited = None;
        let mut thread_id = None;
        let mut network = None;
        let mut sender = None;
        let mut conversation = None;
        let mut metadata = None;
        let mut locale = None;
        let mut received_at = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => id = Some(reader.string()?),
                1 => user_id = Some(reader.string()?),
                2 => text = Some(reader.string()?),
                3 => direct = Some(reader.boolean()?),
                4 => edited = Some(reader.boolean()?),
                5 => thread_id = Model::decode(reader)?,
                6 => network = Some(reader.string()?),
                7 => sender = Some(Model::decode(reader)?),
                8 => conversation = Some(Model::decode(reader)?),
                9 => metadata = Model::decode(reader)?,
                10 => locale = Model::decode(reader)?,
                11 => received_at = Some(reader.string()?),
                _ => {}
            }
        }
        Ok(Self {
            id: fields.required(id, 0)?,
            user_id: fields.required(user_id, 1)?,
            text: fields.required(text, 2)?,
            direct: fields.required(direct, 3)?,
            edited: fields.required(edited, 4)?,
            thread_id,
            network: fields.required(network, 6)?,
            sender: fields.required(sender, 7)?,
            conversation: fields.required(conversation, 8)?,
            metadata,
            locale,
            received_at: fields.required(received_at, 11)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"id\":");
        writer.string(&self.id);
        writer.key("\"userId\":");
        writer.string(&self.user_id);
        writer.key("\"text\":");
        writer.string(&self.text);
        writer.key("\"direct\":");
        writer.boolean(self.direct);
        writer.key("\"edited\":");
        writer.boolean(self.edited);
        if let Some(thread_id) = &self.thread_id {
            writer.key("\"threadId\":");
            writer.string(thread_id);
        }
        writer.key("\"network\":");
        writer.string(&self.network);
        writer.key("\"sender\":");
        self.sender.encode(writer);
        writer.key("\"conversation\":");
        self.conversation.encode(writer);
        if let Some(metadata) = &self.metadata {
            writer.key("\"metadata\":");
            metadata.encode(writer);
        }
        if let Some(locale) = &self.locale {
            writer.key("\"locale\":");
            writer.string(locale);
        }
        writer.key("\"receivedAt\":");
        writer.string(&self.received_at);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Reaction {
    id: String,
    user_id: String,
    emoji: String,
    message_id: String,
    removed: bool,
}

impl Model for Reaction {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Reaction {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["id", "userId", "emoji", "messageId", "removed"]);
        let mut id = None;
        let mut user_id = None;
        let mut emoji = None;
        let mut message_id = None;
        let mut removed = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => id = Some(reader.string()?),
                1 => user_id = Some(reader.string()?),
                2 => emoji = Some(reader.string()?),
                3 => message_id = Some(reader.string()?),
                4 => removed = Some(reader.boolean()?),
                _ => {}
            }
        }
        Ok(Self {
            id: fields.required(id, 0)?,
            user_id: fields.required(user_id, 1)?,
            emoji: fields.required(emoji, 2)?,
            message_id: fields.required(message_id, 3)?,
            removed: fields.required(removed, 4)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"id\":");
        writer.string(&self.id);
        writer.key("\"userId\":");
        writer.string(&self.user_id);
        writer.key("\"emoji\":");
        writer.string(&self.emoji);
        writer.key("\"messageId\":");
        writer.string(&self.message_id);
        writer.key("\"removed\":");
        writer.boolean(self.removed);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Command {
    id: String,
    name: String,
    arguments: Vec<String>,
    sender: Sender,
}

impl Model for Command {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Command {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["id", "name", "arguments", "sender"]);
        let mut id = None;
        let mut name = None;
        let mut arguments = None;
        let mut sender = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => id = Some(reader.string()?),
                1 => name = Some(reader.string()?),
                2 => arguments = Some(Model::decode(reader)?),
                3 => sender = Some(Model::decode(reader)?),
                _ => {}
            }
        }
        Ok(Self {
            id: fields.required(id, 0)?,
            name: fields.required(name, 1)?,
            arguments: fields.required(arguments, 2)?,
            sender: fields.required(sender, 3)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"id\":");
        writer.string(&self.id);
        writer.key("\"name\":");
        writer.string(&self.name);
        writer.key("\"arguments\":");
        self.arguments.encode(writer);
        writer.key("\"sender\":");
        self.sender.encode(writer);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Joined {
    id: String,
    sender: Sender,
    conversation: Conversation,
}

impl Model for Joined {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Joined {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["id", "sender", "conversation"]);
        let mut id = None;
        let mut sender = None;
        let mut conversation = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => id = Some(reader.string()?),
                1 => sender = Some(Model::decode(reader)?),
                2 => conversation = Some(Model::decode(reader)?),
                _ => {}
            }
        }
        Ok(Self {
            id: fields.required(id, 0)?,
            sender: fields.required(sender, 1)?,
            conversation: fields.required(conversation, 2)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"id\":");
        writer.string(&self.id);
        writer.key("\"sender\":");
        self.sender.encode(writer);
        writer.key("\"conversation\":");
        self.conversation.encode(writer);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Left {
    id: String,
    sender: Sender,
    conversation: Conversation,
    reason: Option<String>,
}

impl Model for Left {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Left {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["id", "sender", "conversation", "reason"]);
        let mut id = None;
        let mut sender = None;
        let mut conversation = None;
        let mut reason = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => id = Some(reader.string()?),
                1 => sender = Some(Model::decode(reader)?),
                2 => conversation = Some(Model::decode(reader)?),
                3 => reason = Model::decode(reader)?,
                _ => {}
            }
        }
        Ok(Self {
            id: fields.required(id, 0)?,
            sender: fields.required(sender, 1)?,
            conversation: fields.required(conversation, 2)?,
            reason,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"id\":");
        writer.string(&self.id);
        writer.key("\"sender\":");
        self.sender.encode(writer);
        writer.key("\"conversation\":");
        self.conversation.encode(writer);
        if let Some(reason) = &self.reason {
            writer.key("\"reason\":");
            writer.string(reason);
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Typing {
    user_id: String,
    conversation: Conversation,
}

impl Model for Typing {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Typing {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["userId", "conversation"]);
        let mut user_id = None;
        let mut conversation = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => user_id = Some(reader.string()?),
                1 => conversation = Some(Model::decode(reader)?),
                _ => {}
            }
        }
        Ok(Self {
            user_id: fields.required(user_id, 0)?,
            conversation: fields.required(conversation, 1)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"userId\":");
        writer.string(&self.user_id);
        writer.key("\"conversation\":");
        self.conversation.encode(writer);
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Heartbeat {
    sequence: u64,
}

impl Model for Heartbeat {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        let object = reader.object()?;
        Self::decode_object(reader, object)
    }

    fn encode(&self, writer: &mut Writer) {
        writer.begin_object();
        self.encode_fields(writer);
        writer.end_object();
    }
}

impl Record for Heartbeat {
    fn decode_object(reader: &mut Reader<'_>, object: Object) -> Result<Self, DecodeError> {
        static NAMES: Names = Names::new(&["sequence"]);
        let mut sequence = None;
        let mut fields = Fields::new(object, &NAMES);
        while let Some(index) = fields.next(reader)? {
            match index {
                0 => sequence = Some(reader.u64()?),
                _ => {}
            }
        }
        Ok(Self {
            sequence: fields.required(sequence, 0)?,
        })
    }

    fn encode_fields(&self, writer: &mut Writer) {
        writer.key("\"sequence\":");
        writer.u64(self.sequence);
    }
}

#[derive(Debug, Clone)]
pub(crate) enum Event {
    Message(Message),
    Reaction(Reaction),
    Command(Command),
    Joined(Joined),
    Left(Left),
    Typing(Typing),
    Heartbeat(Heartbeat),
    Unknown(UnknownVariant),
}

impl Model for Event {
    fn decode(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        const TAGS: &[&str] = &[
            "message",
            "reaction",
            "command",
            "joined",
            "left",
            "typing",
            "heartbeat",
        ];
        let (tag, object) = reader.tagged("kind", TAGS)?;
        Ok(match tag {
            Tag::Known(0) => Self::Message(Message::decode_object(reader, object)?),
            Tag::Known(1) => Self::Reaction(Reaction::decode_object(reader, object)?),
            Tag::Known(2) => Self::Command(Command::decode_object(reader, object)?),
            Tag::Known(3) => Self::Joined(Joined::decode_object(reader, object)?),
            Tag::Known(4) => Self::Left(Left::decode_object(reader, object)?),
            Tag::Known(5) => Self::Typing(Typing::decode_object(reader, object)?),
            Tag::Known(6) => Self::Heartbeat(Heartbeat::decode_object(reader, object)?),
            Tag::Known(_) | Tag::Other => Self::Unknown(reader.unknown_variant(object)?),
        })
    }

    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Message(event) => {
                writer.begin_object();
                writer.key("\"kind\":\"message\"");
                event.encode_fields(writer);
                writer.end_object();
            }
            Self::Reaction(event) => {
                writer.begin_object();
                writer.key("\"kind\":\"reaction\"");
                event.encode_fields(writer);
                writer.end_object();
            }
            Self::Command(event) => {
                writer.begin_object();
                writer.key("\"kind\":\"command\"");
                event.encode_fields(writer);
                writer.end_object();
            }
            Self::Joined(event) => {
                writer.begin_object();
                writer.key("\"kind\":\"joined\"");
                event.encode_fields(writer);
                writer.end_object();
            }
            Self::Left(event) => {
                writer.begin_object();
                writer.key("\"kind\":\"left\"");
                event.encode_fields(writer);
                writer.end_object();
            }
            Self::Typing(event) => {
                writer.begin_object();
                writer.key("\"kind\":\"typing\"");
                event.encode_fields(writer);
                writer.end_object();
            }
            Self::Heartbeat(event) => {
                writer.begin_object();
                writer.key("\"kind\":\"heartbeat\"");
                event.encode_fields(writer);
                writer.end_object();
            }
            Self::Unknown(event) => event.encode(writer),
        }
    }
}
