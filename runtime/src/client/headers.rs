//! Headers of a response: names and values in one text, so that a response with many of them allocates as one with few.

use std::ops::Range;

/// Names and values, in the order in which they came.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Headers {
    text: String,
    /// Where each name begins, where it ends, and where its value ends.
    places: Vec<[usize; 3]>,
}

impl Headers {
    /// Makes room for so many headers, whose names and values have so many bytes.
    pub(super) fn reserve(&mut self, headers: usize, bytes: usize) {
        self.places.reserve(headers);
        self.text.reserve(bytes);
    }

    pub(super) fn push(&mut self, name: &str, value: &str) {
        let start = self.text.len();
        self.text.push_str(name);
        let end = self.text.len();
        self.text.push_str(value);
        self.places.push([start, end, self.text.len()]);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        let part = |range: Range<usize>| self.text.get(range).unwrap_or_default();
        self.places.iter().map(move |[start, middle, end]| (part(*start..*middle), part(*middle..*end)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_values_come_back_in_order() {
        let mut headers = Headers::default();
        headers.reserve(2, 16);
        headers.push("vary", "accept, é");
        headers.push("x", "");
        headers.push("vary", "origin");
        assert_eq!(headers.iter().collect::<Vec<_>>(), [("vary", "accept, é"), ("x", ""), ("vary", "origin")]);
        assert!(headers == headers.clone() && headers != Headers::default());
    }
}
