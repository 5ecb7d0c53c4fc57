//! Names of headers, and those that are nobody's to write.

use crate::diagnostic::{Code, Diagnostic};
use crate::model::resolver::Resolver;
use crate::raw::Text;
use crate::source::quoted;

/// Headers that say how a message is sent, which is not the operation's to say.
const RESERVED: [&str; 6] = ["accept", "connection", "content-length", "content-type", "host", "transfer-encoding"];

/// Whether a text is the name of a header; another one is reported.
pub(super) fn is_header_name(written: &Text, resolver: &mut Resolver<'_>) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    let is_name = !written.value.is_empty() && written.value.bytes().all(is_token);
    if !is_name {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::InvalidValue,
                written.span,
                format!("{} is no name of a header", quoted(&written.value)),
            )
            .label("not a name of a header")
            .help("write letters, digits and `-`: `X-Request-Id`"),
        );
    }
    is_name
}

/// Whether a header belongs to the transfer, which is reported.
pub(super) fn is_reserved_header(written: &Text, resolver: &mut Resolver<'_>) -> bool {
    let is_reserved = RESERVED.contains(&written.value.to_ascii_lowercase().as_str());
    if is_reserved {
        resolver.diagnostics.push(
            Diagnostic::new(
                Code::ReservedName,
                written.span,
                format!("the header `{}` is not an argument", written.value),
            )
            .label("set when the request is sent")
            .help("leave it out: it follows from the body and the server"),
        );
    }
    is_reserved
}
