//! Places of tokens as places of the language, and back.

use proc_macro2::Span as TokenSpan;
use quote::ToTokens;
use typeloom::diagnostic::{FileId, Span};
use typeloom::source::{Sources, Spanned};

/// Gives each token that becomes a node a range of its own, in a file that does not exist.
#[derive(Debug)]
pub(crate) struct Places {
    sources: Sources,
    file: FileId,
    tokens: Vec<Token>,
    /// Where the next range begins.
    next: u32,
}

/// Tokens with one range: the first and the last of them.
#[derive(Clone, Copy, Debug)]
struct Token {
    start: u32,
    first: TokenSpan,
    last: TokenSpan,
}

impl Places {
    pub(crate) fn new() -> Self {
        let mut sources = Sources::new();
        let file = sources.add("input.rs".to_owned(), String::new());
        Self { sources, file, tokens: Vec::new(), next: 0 }
    }

    /// The file that all places are in.
    pub(crate) const fn file(&self) -> FileId {
        self.file
    }

    /// The arena with this one file.
    pub(crate) const fn sources(&self) -> &Sources {
        &self.sources
    }

    /// A place for all tokens from one to another.
    pub(crate) fn between(&mut self, first: TokenSpan, last: TokenSpan) -> Span {
        self.range(first, last, 1)
    }

    /// A place for tokens.
    pub(crate) fn of(&mut self, tokens: &impl ToTokens) -> Span {
        let mut tokens = tokens.to_token_stream().into_iter();
        let first = tokens.next().map_or_else(TokenSpan::call_site, |token| token.span());
        let last = tokens.last().map_or(first, |token| token.span());
        self.range(first, last, 1)
    }

    /// A place for one token.
    pub(crate) fn token(&mut self, span: TokenSpan) -> Span {
        self.range(span, span, 1)
    }

    /// A text with a place that is as long as it is, so that parts of it have places too.
    pub(crate) fn text(&mut self, text: impl Into<String>, span: TokenSpan) -> Spanned<String> {
        let text = text.into();
        let span = self.range(span, span, text.len());
        Spanned::new(text, span)
    }

    fn range(&mut self, first: TokenSpan, last: TokenSpan, length: usize) -> Span {
        let length = u32::try_from(length).unwrap_or(u32::MAX).max(1);
        let start = self.next;
        let end = start.saturating_add(length);
        self.tokens.push(Token { start, first, last });
        // A byte between keeps the end of one range apart from the start of the next.
        self.next = end.saturating_add(1);
        Span::new(self.file, start, end)
    }

    /// The first and the last token of what was written at `span`.
    pub(crate) fn find(&self, span: Span) -> (TokenSpan, TokenSpan) {
        let at = |byte: u32| {
            let behind = self.tokens.partition_point(|token| token.start <= byte);
            behind.checked_sub(1).and_then(|index| self.tokens.get(index)).copied()
        };
        let nowhere = TokenSpan::call_site();
        let first = at(span.start).map_or(nowhere, |token| token.first);
        let last = at(span.end.saturating_sub(1).max(span.start)).map_or(nowhere, |token| token.last);
        (first, last)
    }
}

impl typeloom::rust::scope::Places for Places {
    /// The place is that of the user's token; names mean what they mean to the macro.
    fn of(&self, written: Span) -> TokenSpan {
        TokenSpan::call_site().located_at(self.find(written).0)
    }
}

/// The place of tokens for an error about all of them.
pub(crate) fn covering(first: TokenSpan, last: TokenSpan) -> impl ToTokens {
    let punct = |span| {
        let mut punct = proc_macro2::Punct::new(';', proc_macro2::Spacing::Alone);
        punct.set_span(span);
        punct
    };
    let mut tokens = punct(first).into_token_stream();
    punct(last).to_tokens(&mut tokens);
    tokens
}

#[cfg(test)]
mod tests {
    use proc_macro2::Span as TokenSpan;

    use super::Places;

    #[test]
    fn a_part_of_a_text_leads_back_to_its_token() {
        let mut places = Places::new();
        let first = places.text("/orders/{order_id}", TokenSpan::call_site());
        let second = places.token(TokenSpan::call_site());
        assert_eq!(first.part(9..17).len(), 8);
        assert_eq!(places.tokens.len(), 2);
        assert!(first.span.end < second.start, "ranges do not touch");
        let (from, to) = places.find(first.part(9..17));
        assert_eq!(format!("{from:?}{to:?}"), format!("{0:?}{0:?}", places.tokens[0].first));
    }
}
