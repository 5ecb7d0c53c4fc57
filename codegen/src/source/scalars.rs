//! Readers of single values, which report what does not fit.

use super::node::quoted;
use super::{Entry, Node, NodeValue, RustNode, Scalar, Spanned};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, suggest};

impl Node {
    /// Any scalar as text; `what` names it in messages: `a name`.
    pub fn text(&self, what: &str, diagnostics: &mut Diagnostics) -> Option<Spanned<String>> {
        if let NodeValue::Scalar(scalar) = &self.value {
            return Some(Spanned::new(scalar.text.clone(), self.span));
        }
        diagnostics.push(self.wrong_shape(&format!("expected {what}")));
        None
    }

    /// `true` or `false`, without quotes; in Rust code a key alone is `true`.
    pub fn boolean(&self, diagnostics: &mut Diagnostics) -> Option<bool> {
        if matches!(self.value, NodeValue::Rust(RustNode::Alone)) {
            return Some(true);
        }
        let value = self.as_scalar().and_then(truth);
        if value.is_none() {
            let help = self.as_scalar().and_then(|scalar| match scalar.text.to_lowercase().as_str() {
                "yes" | "on" | "y" | "true" | "1" => Some(String::from("write `true`, without quotes")),
                "no" | "off" | "n" | "false" | "0" => Some(String::from("write `false`, without quotes")),
                _ => None,
            });
            diagnostics.push(self.wrong_scalar("expected `true` or `false`").help(help));
        }
        value
    }

    /// A whole number, without quotes.
    pub fn integer(&self, diagnostics: &mut Diagnostics) -> Option<Spanned<i64>> {
        let value = self.as_scalar().filter(|scalar| scalar.plain).and_then(|scalar| whole(&scalar.text));
        let Some(value) = value else {
            diagnostics.push(self.wrong_scalar("expected a whole number").help(self.number_help()));
            return None;
        };
        if let Ok(value) = i64::try_from(value) {
            return Some(Spanned::new(value, self.span));
        }
        let message = format!("{} does not fit 64 bits", self.found());
        diagnostics.push(Diagnostic::new(Code::InvalidValue, self.span, message).label("too large"));
        None
    }

    /// A number, without quotes; infinities are none.
    pub fn number(&self, diagnostics: &mut Diagnostics) -> Option<Spanned<f64>> {
        let value = self.as_scalar().filter(|scalar| scalar.plain).and_then(|scalar| float(&scalar.text));
        if value.is_none() {
            diagnostics.push(self.wrong_scalar("expected a number").help(self.number_help()));
        }
        value.map(|value| Spanned::new(value, self.span))
    }

    /// The entries of a mapping; `what` names it in messages: `types by name`.
    pub fn entries(&self, what: &str, diagnostics: &mut Diagnostics) -> Option<&[Entry]> {
        let entries = self.as_mapping();
        if entries.is_none() {
            let help = "write each as `name: …`, on a line of its own or inside `{ }`";
            diagnostics.push(self.wrong_shape(&format!("expected a mapping of {what}")).help(help));
        }
        entries
    }

    /// The items of a list; `what` names it in messages: `a list of files`.
    pub fn items(&self, what: &str, diagnostics: &mut Diagnostics) -> Option<&[Self]> {
        let items = self.as_sequence();
        if items.is_none() {
            let help = self.as_scalar().map(|scalar| format!("write `[{}]` for a list of one", scalar.text));
            diagnostics.push(self.wrong_shape(&format!("expected {what}")).help(help));
        }
        items
    }

    /// One of a closed set of words, each with what it means.
    pub fn keyword<T: Clone>(&self, words: &[(&str, T)], diagnostics: &mut Diagnostics) -> Option<T> {
        let names = || words.iter().map(|(word, _)| *word);
        let Some(scalar) = self.as_scalar() else {
            let help = format!("it can be {}", suggest::list(names()));
            diagnostics.push(self.wrong_shape("expected a word").help(help));
            return None;
        };
        if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == scalar.text) {
            return Some(meaning.clone());
        }
        let message = format!("{} is not one of the words allowed here", quoted(&scalar.text));
        let found = Diagnostic::new(Code::InvalidValue, self.span, message)
            .label("unknown word")
            .help(suggest::help(&scalar.text, names()));
        diagnostics.push(found);
        None
    }

    /// The finding that this is not what was expected here.
    fn unexpected(&self, code: Code, expected: &str) -> Diagnostic {
        let message = format!("{expected}, found {}", self.found());
        Diagnostic::new(code, self.span, message).label(expected)
    }

    /// A list or mapping has the wrong shape where a scalar is expected, and so has a scalar in the place of those.
    fn wrong_shape(&self, expected: &str) -> Diagnostic {
        self.unexpected(Code::WrongShape, expected)
    }

    /// A scalar that is expected to be of another type has the right shape and the wrong value.
    fn wrong_scalar(&self, expected: &str) -> Diagnostic {
        let code = if self.is_scalar() { Code::InvalidValue } else { Code::WrongShape };
        self.unexpected(code, expected)
    }

    fn number_help(&self) -> Option<String> {
        let scalar = self.as_scalar()?;
        if !scalar.plain && float(&scalar.text).is_some() {
            return Some(String::from("remove the quotes"));
        }
        let digits = scalar.text.trim_start_matches(['-', '+']).trim_start_matches('0');
        let octal = scalar.plain && !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        octal.then(|| format!("leading zeros mean different numbers to different readers: write `{digits}`"))
    }
}

/// The truth values of YAML 1.2; `yes` and `on` are texts.
pub(super) fn truth(scalar: &Scalar) -> Option<bool> {
    match scalar.text.as_str() {
        _ if !scalar.plain => None,
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// A whole number of YAML 1.2. Leading zeros are refused: they meant octal in YAML 1.1.
pub(super) fn whole(text: &str) -> Option<i128> {
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let padded = digits.len() > 1 && digits.starts_with('0');
    if plain && !padded { text.parse().ok() } else { None }
}

fn radix(digits: &str, radix: u32) -> Option<i128> {
    let signed = digits.starts_with(['-', '+']);
    if signed { None } else { i128::from_str_radix(digits, radix).ok() }
}

/// A finite number of YAML 1.2.
pub(super) fn float(text: &str) -> Option<f64> {
    if text.starts_with("0x") || text.starts_with("0o") {
        // Numbers in these notations are whole.
        #[expect(clippy::cast_precision_loss, reason = "the nearest float is what any reader of JSON makes of it")]
        return whole(text).map(|value| value as f64);
    }
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let number = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'e' | b'E' | b'-' | b'+'));
    let padded = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes()[1].is_ascii_digit();
    if !number || padded {
        return None;
    }
    text.parse().ok().filter(|value: &f64| value.is_finite())
}
