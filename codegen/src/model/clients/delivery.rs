//! How what an operation returns comes: all at once, or one by one.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::resolver::Resolver;
use crate::model::types::Type;
use crate::raw::clients::RawOperation;

/// How what an operation returns comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Delivery {
    /// All at once: it is the body of the response.
    #[default]
    Whole,
    /// One by one: each is the data of a server-sent event.
    Events,
}

impl Delivery {
    /// The words for what has one.
    pub const WORDS: [(&'static str, Self); 1] = [("sse", Self::Events)];

    /// The word for it, if it has one.
    #[must_use]
    pub fn word(self) -> Option<&'static str> {
        Self::WORDS.iter().find(|(_, delivery)| *delivery == self).map(|(word, _)| *word)
    }
}

/// How an operation is answered; a stream has items.
pub(super) fn resolve(raw: &RawOperation, returns: Option<&Type>, resolver: &mut Resolver<'_>) -> Delivery {
    let Some(stream) = &raw.stream else { return Delivery::default() };
    match (&raw.returns, returns) {
        (None, _) => resolver.diagnostics.push(
            Diagnostic::new(Code::MissingKey, stream.span, "nothing says what the events of this stream hold")
                .label("needs the key `returns` beside it")
                .help("write the type of one item: `returns: Order`"),
        ),
        (Some(written), Some(ty)) if ty.is_optional() => resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidTypeExpression,
                written.span,
                "the items of a stream are there, or do not come",
            )
            .label("may be absent")
            .help("remove the `?`: a stream without items ends at once"),
        ),
        _ => {}
    }
    stream.value
}
