//! What a template is made of, and the walk over it that builder and parser share.

/// One piece of a [`Template`](super::Template).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Piece {
    /// Text that stands as it is, written and compared byte for byte.
    Literal(&'static str),
    /// The hole for the value of the named parameter.
    Parameter(&'static str),
    /// Pieces that are left out together when none of the parameters inside has a value.
    Optional(&'static [Piece]),
}

/// What is still to come at one point of the walk: the pieces left at this level, then those left
/// at the levels around it.
#[derive(Clone, Copy)]
pub(super) struct Rest<'a> {
    pieces: &'static [Piece],
    outer: Option<&'a Rest<'a>>,
}

impl<'a> Rest<'a> {
    pub(super) const fn new(pieces: &'static [Piece], outer: Option<&'a Rest<'a>>) -> Self {
        Self { pieces, outer }
    }

    /// The next piece at whatever level it stands, and what comes after it.
    pub(super) fn next(self) -> Option<(&'static Piece, Self)> {
        let mut level = self;
        loop {
            if let [first, others @ ..] = level.pieces {
                return Some((first, Self::new(others, level.outer)));
            }
            level = *level.outer?;
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self.next().is_none()
    }
}

/// Calls `visit` for every parameter, those of optional pieces included, in order.
pub(super) fn for_each_parameter(pieces: &[Piece], visit: &mut impl FnMut(&'static str)) {
    for piece in pieces {
        match piece {
            Piece::Literal(_) => {}
            Piece::Parameter(name) => visit(name),
            Piece::Optional(inner) => for_each_parameter(inner, visit),
        }
    }
}

/// The first literal for which `fits` holds, those of optional pieces included.
pub(super) fn find_literal(pieces: &[Piece], fits: &impl Fn(&'static str) -> bool) -> Option<&'static str> {
    pieces.iter().find_map(|piece| match piece {
        Piece::Literal(text) => fits(text).then_some(*text),
        Piece::Parameter(_) => None,
        Piece::Optional(inner) => find_literal(inner, fits),
    })
}

pub(super) const fn count_parameters(pieces: &[Piece]) -> usize {
    let mut count = 0;
    let mut rest = pieces;
    while let [first, others @ ..] = rest {
        count += match first {
            Piece::Literal(_) => 0,
            Piece::Parameter(_) => 1,
            Piece::Optional(inner) => count_parameters(inner),
        };
        rest = others;
    }
    count
}

/// The summed length of all literals, those of optional pieces included.
pub(super) const fn literal_length(pieces: &[Piece]) -> usize {
    let mut length = 0;
    let mut rest = pieces;
    while let [first, others @ ..] = rest {
        length += match first {
            Piece::Literal(text) => text.len(),
            Piece::Parameter(_) => 0,
            Piece::Optional(inner) => literal_length(inner),
        };
        rest = others;
    }
    length
}

/// The length of `scheme://authority` at the start of `literal`, 0 when there is none.
pub(super) const fn head_length(literal: &str) -> usize {
    let bytes = literal.as_bytes();
    let mut at = 0;
    while at + 2 < bytes.len() {
        if bytes[at] == b':' && bytes[at + 1] == b'/' && bytes[at + 2] == b'/' {
            at += 3;
            while at < bytes.len() && bytes[at] != b'/' {
                at += 1;
            }
            return at;
        }
        at += 1;
    }
    0
}
