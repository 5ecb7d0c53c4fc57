//! The writer: compact JSON, appended to one text.

use std::fmt::Write;

use serde_json::{Number, Value};

/// How many bytes a document gets from the start, so that small ones need no second allocation.
const FIRST_CAPACITY: usize = 512;

/// Writes one JSON document, compactly.
///
/// It puts commas where they belong; that brackets and values come in an order that is JSON is up to the caller.
///
/// ```
/// use typeloom_runtime::json::Writer;
///
/// let mut writer = Writer::new();
/// writer.begin_object();
/// writer.key("\"id\":");
/// writer.u64(7);
/// writer.key("\"names\":");
/// writer.begin_array();
/// for name in ["a", "b"] {
///     writer.element();
///     writer.string(name);
/// }
/// writer.end_array();
/// writer.end_object();
/// assert_eq!(writer.into_string(), r#"{"id":7,"names":["a","b"]}"#);
/// ```
#[derive(Debug)]
pub struct Writer {
    text: String,
}

impl Default for Writer {
    fn default() -> Self {
        Self::new()
    }
}

impl Writer {
    /// An empty document.
    pub fn new() -> Self {
        Self::with_capacity(FIRST_CAPACITY)
    }

    /// An empty document with room for so many bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self { text: String::with_capacity(capacity) }
    }

    /// The document.
    pub fn into_string(self) -> String {
        self.text
    }

    /// `{`
    pub fn begin_object(&mut self) {
        self.text.push('{');
    }

    /// `}`
    pub fn end_object(&mut self) {
        self.text.push('}');
    }

    /// `[`
    pub fn begin_array(&mut self) {
        self.text.push('[');
    }

    /// Comes before every element of an array.
    pub fn element(&mut self) {
        if self.text.as_bytes().last() != Some(&b'[') {
            self.text.push(',');
        }
    }

    /// `]`
    pub fn end_array(&mut self) {
        self.text.push(']');
    }

    /// A member's name with its quotes and colon, as in `"\"userId\":"`.
    ///
    /// A whole member is possible too: `"\"kind\":\"message\""`.
    pub fn key(&mut self, quoted: &'static str) {
        self.member_start();
        self.text.push_str(quoted);
    }

    /// A member's name that is not known beforehand; its quotes, escapes and colon are added.
    pub fn name(&mut self, name: &str) {
        self.member_start();
        self.string(name);
        self.text.push(':');
    }

    #[inline]
    fn member_start(&mut self) {
        if self.text.as_bytes().last() != Some(&b'{') {
            self.text.push(',');
        }
    }

    /// Text that is JSON already, as in `"\"message\""`.
    pub fn literal(&mut self, json: &'static str) {
        self.text.push_str(json);
    }

    /// A value that is written already.
    pub(crate) fn raw(&mut self, json: &str) {
        self.text.push_str(json);
    }

    /// A string.
    pub fn string(&mut self, text: &str) {
        self.text.reserve(text.len() + 2);
        self.text.push('"');
        let end = super::scan::plain_end(text.as_bytes(), 0);
        if end == text.len() {
            self.text.push_str(text);
        } else {
            self.escaped(text, end);
        }
        self.text.push('"');
    }

    /// A string that needs an escape first at `end`.
    fn escaped(&mut self, text: &str, mut end: usize) {
        let mut start = 0;
        while let Some(byte) = text.as_bytes().get(end) {
            self.text.push_str(text.get(start..end).unwrap_or_default());
            self.escape(*byte);
            start = end + 1;
            end = super::scan::plain_end(text.as_bytes(), start);
        }
        self.text.push_str(text.get(start..).unwrap_or_default());
    }

    fn escape(&mut self, byte: u8) {
        match byte {
            b'"' => self.text.push_str("\\\""),
            b'\\' => self.text.push_str("\\\\"),
            b'\n' => self.text.push_str("\\n"),
            b'\r' => self.text.push_str("\\r"),
            b'\t' => self.text.push_str("\\t"),
            0x08 => self.text.push_str("\\b"),
            0x0C => self.text.push_str("\\f"),
            _ => {
                // Writing to a String cannot fail.
                let _ = write!(self.text, "\\u{byte:04x}");
            }
        }
    }

    /// `true` or `false`
    pub fn boolean(&mut self, value: bool) {
        self.text.push_str(if value { "true" } else { "false" });
    }

    /// A signed integer.
    pub fn i64(&mut self, value: i64) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    /// An unsigned integer.
    pub fn u64(&mut self, value: u64) {
        self.text.push_str(itoa::Buffer::new().format(value));
    }

    /// A number in its shortest form; one that is not finite is written as `null`.
    pub fn f64(&mut self, value: f64) {
        match Number::from_f64(value) {
            Some(number) => self.number(&number),
            None => self.null(),
        }
    }

    /// `null`
    pub fn null(&mut self) {
        self.text.push_str("null");
    }

    fn number(&mut self, number: &Number) {
        if let Some(value) = number.as_u64() {
            self.u64(value);
        } else if let Some(value) = number.as_i64() {
            self.i64(value);
        } else {
            let _ = write!(self.text, "{number}");
        }
    }

    /// A value of any kind.
    pub fn value(&mut self, value: &Value) {
        match value {
            Value::Null => self.null(),
            Value::Bool(value) => self.boolean(*value),
            Value::Number(number) => self.number(number),
            Value::String(text) => self.string(text),
            Value::Array(values) => {
                self.begin_array();
                for value in values {
                    self.element();
                    self.value(value);
                }
                self.end_array();
            }
            Value::Object(members) => {
                self.begin_object();
                for (name, value) in members {
                    self.name(name);
                    self.value(value);
                }
                self.end_object();
            }
        }
    }
}
