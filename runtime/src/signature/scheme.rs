//! What a description says about signatures.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use crate::client::Request;
use crate::clock::{iso_offset, iso_utc, unix_seconds};
use crate::json::JsonForm;

/// What is signed of a request, and where the signature goes.
///
/// The signed text is made of its parts, with a separator between them: a line end, if nothing else is said.
#[derive(Debug, Clone, Copy)]
pub struct SignatureScheme {
    parts: &'static [Part],
    fields: &'static [(&'static str, Field)],
    separator: &'static str,
    timestamp: TimestampForm,
    body: Option<JsonForm>,
    tolerance: Duration,
    on_skew: OnSkew,
}

/// A part of the text that is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// The same text in all requests.
    Text(&'static str),
    /// The method, in upper case.
    Method,
    /// The path as it is sent, without what the address of the server puts before it.
    Path,
    /// The query as it is sent, without its `?`; empty when there is none.
    Query,
    /// The path, and the query with its `?` when there is one.
    Target,
    /// When the request is signed.
    Timestamp,
    /// The name of the key.
    KeyId,
    /// The body as it is sent. Where there is none, the part is left out together with its separator.
    Body,
    /// Like [`Body`](Self::Body), and left out as well when the body is an object without members.
    BodyWithMembers,
    /// The SHA-256 hash of the body as it is sent; without a body, that of nothing.
    BodyHash(TextForm),
}

/// How bytes are written as text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TextForm {
    /// Two lower-case digits for each byte.
    Hex,
    /// The standard alphabet, with padding.
    Base64,
}

/// What a header of a signed request holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Field {
    /// The signature, in base64.
    Signature,
    /// When the request was signed, as in the signed text.
    Timestamp,
    /// The name of the key: whose it is.
    KeyId,
    /// The public key, in base64.
    PublicKey,
}

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum TimestampForm {
    /// Whole seconds since 1970.
    #[default]
    UnixSeconds,
    /// Whole milliseconds since 1970.
    UnixMilliseconds,
    /// A date and a time of day in UTC, with microseconds where there are some: `2026-02-03T10:00:00.123456Z`.
    IsoUtc,
    /// The same with an offset: `2026-02-03T10:00:00.123456+00:00`.
    IsoOffset,
}

impl TimestampForm {
    pub(super) fn write(self, time: SystemTime) -> String {
        match self {
            Self::UnixSeconds => unix_seconds(time).to_string(),
            Self::UnixMilliseconds => time.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis().to_string(),
            Self::IsoUtc => iso_utc(time),
            Self::IsoOffset => iso_offset(time),
        }
    }
}

/// What happens when a server rejects a signature, and its clock differs from ours by more than signatures may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum OnSkew {
    /// The difference is told in the place of the response.
    #[default]
    Explain,
    /// The request is signed again with the server's time, and so are those that follow. Only for servers whose answers
    /// cannot be forged: whoever sets this clock gets signatures that are valid later.
    Adjust,
}

impl SignatureScheme {
    /// Signs these parts, and sends these headers. Clocks may differ by 30 seconds.
    pub const fn new(parts: &'static [Part], fields: &'static [(&'static str, Field)]) -> Self {
        Self {
            parts,
            fields,
            separator: "\n",
            timestamp: TimestampForm::UnixSeconds,
            body: None,
            tolerance: Duration::from_secs(30),
            on_skew: OnSkew::Explain,
        }
    }

    /// What stands between two parts.
    #[must_use]
    pub const fn separator(mut self, separator: &'static str) -> Self {
        self.separator = separator;
        self
    }

    /// How the time is written.
    #[must_use]
    pub const fn timestamp(mut self, form: TimestampForm) -> Self {
        self.timestamp = form;
        self
    }

    /// Brings JSON bodies into this form before they are signed and sent.
    #[must_use]
    pub const fn body(mut self, form: JsonForm) -> Self {
        self.body = Some(form);
        self
    }

    /// By how much clocks may differ until the server takes no signature any more.
    #[must_use]
    pub const fn tolerance(mut self, tolerance: Duration) -> Self {
        self.tolerance = tolerance;
        self
    }

    /// What happens when they differ by more.
    #[must_use]
    pub const fn on_skew(mut self, on_skew: OnSkew) -> Self {
        self.on_skew = on_skew;
        self
    }

    /// The text that is signed, for a request whose body is in its form already: for servers that verify.
    pub fn message(&self, request: &Request, timestamp: &str, key_id: &str) -> Vec<u8> {
        let mut message = Vec::new();
        let mut separator = "";
        for part in self.parts {
            if part.is_left_out(request.body()) {
                continue;
            }
            message.extend_from_slice(separator.as_bytes());
            separator = self.separator;
            match part {
                Part::Text(text) => message.extend_from_slice(text.as_bytes()),
                Part::Method => message.extend_from_slice(request.method().as_str().as_bytes()),
                Part::Path => message.extend_from_slice(request.path().as_bytes()),
                Part::Query => message.extend_from_slice(request.query().as_bytes()),
                Part::Target => message.extend_from_slice(request.target().as_bytes()),
                Part::Timestamp => message.extend_from_slice(timestamp.as_bytes()),
                Part::KeyId => message.extend_from_slice(key_id.as_bytes()),
                Part::Body | Part::BodyWithMembers => message.extend_from_slice(request.body().unwrap_or_default()),
                Part::BodyHash(form) => {
                    let hash = Sha256::digest(request.body().unwrap_or_default());
                    message.extend_from_slice(form.write(&hash).as_bytes());
                }
            }
        }
        message
    }

    pub(super) fn fields(&self) -> &'static [(&'static str, Field)] {
        self.fields
    }

    pub(super) fn time(&self, now: SystemTime) -> String {
        self.timestamp.write(now)
    }

    pub(super) fn body_form(&self) -> Option<JsonForm> {
        self.body
    }

    pub(super) fn longest_difference(&self) -> Duration {
        self.tolerance
    }

    pub(super) fn adjusts(&self) -> bool {
        self.on_skew == OnSkew::Adjust
    }
}

impl Part {
    fn is_left_out(self, body: Option<&[u8]>) -> bool {
        match self {
            Self::Body => body.is_none(),
            Self::BodyWithMembers => body.is_none_or(is_empty_object),
            _ => false,
        }
    }
}

fn is_empty_object(body: &[u8]) -> bool {
    let inside = body.trim_ascii().strip_prefix(b"{").and_then(|rest| rest.strip_suffix(b"}"));
    inside.is_some_and(|inside| inside.trim_ascii().is_empty())
}

impl TextForm {
    fn write(self, bytes: &[u8]) -> String {
        match self {
            Self::Base64 => BASE64_STANDARD.encode(bytes),
            Self::Hex => bytes.iter().fold(String::new(), |mut text, byte| {
                for nibble in [byte >> 4, byte & 15] {
                    text.extend(char::from_digit(u32::from(nibble), 16));
                }
                text
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::Method;

    fn message(parts: &'static [Part], request: &Request) -> String {
        let scheme = SignatureScheme::new(parts, &[]).separator("|");
        String::from_utf8(scheme.message(request, "12", "me")).unwrap()
    }

    #[test]
    fn parts_come_in_order_and_a_missing_body_goes_with_its_separator() {
        const PARTS: &[Part] = &[
            Part::Text("v1"),
            Part::Method,
            Part::Path,
            Part::Query,
            Part::BodyWithMembers,
            Part::Timestamp,
            Part::KeyId,
        ];
        let bare = Request::new(Method::Get, "/a%20b").with_query("q", "1 2");
        assert_eq!(message(PARTS, &bare), "v1|GET|/a%20b|q=1%202|12|me");
        assert_eq!(message(PARTS, &bare.clone().with_json(" { } ")), "v1|GET|/a%20b|q=1%202|12|me");
        assert_eq!(message(PARTS, &bare.clone().with_json("[]")), "v1|GET|/a%20b|q=1%202|[]|12|me");
        assert_eq!(message(&[Part::Target, Part::Body], &bare), "/a%20b?q=1%202");
        assert_eq!(message(&[Part::Target, Part::Body], &bare.with_json("{}")), "/a%20b?q=1%202|{}");
    }

    #[test]
    fn hashes_are_those_of_the_body() {
        let abc = Request::new(Method::Post, "/").with_json("abc");
        assert_eq!(
            message(&[Part::BodyHash(TextForm::Hex)], &abc),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        let nothing = Request::new(Method::Get, "/");
        assert_eq!(
            message(&[Part::BodyHash(TextForm::Base64)], &nothing),
            "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
        );
    }

    #[test]
    fn times_are_whole_numbers() {
        let time = UNIX_EPOCH + Duration::from_micros(1_770_112_800_123_456);
        assert_eq!(TimestampForm::UnixSeconds.write(time), "1770112800");
        assert_eq!(TimestampForm::UnixMilliseconds.write(time), "1770112800123");
    }

    #[test]
    fn dates_have_six_digits_of_a_second_or_none() {
        let time = |micros: u64| UNIX_EPOCH + Duration::from_micros(1_770_112_800_000_000 + micros);
        assert_eq!(TimestampForm::IsoUtc.write(time(123_456)), "2026-02-03T10:00:00.123456Z");
        assert_eq!(TimestampForm::IsoUtc.write(time(0)), "2026-02-03T10:00:00Z");
        assert_eq!(TimestampForm::IsoOffset.write(time(100)), "2026-02-03T10:00:00.000100+00:00");
        assert_eq!(TimestampForm::IsoOffset.write(time(120_000)), "2026-02-03T10:00:00.120000+00:00");
    }
}
