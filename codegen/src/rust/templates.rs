//! Templates: constants for the parser, and straight-line code for the builder.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::identifiers::snake;
use crate::model::families::Family;
use crate::model::places::Place;
use crate::model::templates::{Dots, Parameter, Piece, Template};

/// The local that a value is bound to where texts are built: not one of the locals that are there already.
pub(super) fn local(parameter: &Parameter) -> Ident {
    // A name of Rust code may be that of a constant, too, which a local would be taken for.
    if parameter.name.is_rust() {
        return super::identifiers::identifier(&format!("__{}", parameter.name.as_written()));
    }
    let name = snake(&parameter.name);
    // Case conversion never leaves an underscore behind, so that this is no other parameter.
    if ["out", "text", "values"].iter().any(|taken| name == taken) {
        super::identifiers::identifier(&format!("{name}_"))
    } else {
        name
    }
}

/// `runtime::Template::new(…)`
pub(super) fn constant(template: &Template, dots: Dots) -> TokenStream {
    let text = &template.text;
    let place = match template.place {
        Place::Path => quote!(Path),
        Place::Uri => quote!(Uri),
        Place::Topic => quote!(Topic),
        Place::Header => quote!(Header),
    };
    let pieces = pieces(&template.pieces, template);
    let keeping = (dots == Dots::Keep).then(|| quote!(.keeping_dots()));
    quote!(runtime::Template::new(runtime::Place::#place, #text, &[#(#pieces),*]) #keeping)
}

fn pieces(pieces: &[Piece], template: &Template) -> Vec<TokenStream> {
    pieces
        .iter()
        .map(|piece| match piece {
            Piece::Literal(text) => quote!(runtime::Piece::Literal(#text)),
            Piece::Parameter(at) => {
                let name = template.parameters[*at].name.as_written();
                quote!(runtime::Piece::Parameter(#name))
            }
            Piece::Optional(inner) => {
                let inner = self::pieces(inner, template);
                quote!(runtime::Piece::Optional(&[#(#inner),*]))
            }
        })
        .collect()
}

/// Whether building a text of the family always succeeds, because its rules leave nothing to refuse.
pub(super) fn is_infallible(family: &Family) -> bool {
    family.place == Place::Uri
        && family.dots == Dots::Keep
        && family
            .members
            .iter()
            .all(|member| member.template.parameters.iter().all(|parameter| parameter.rules.non_empty))
}

/// What surrounds a parameter inside its segment.
enum Segment {
    /// Nothing: a value is a whole segment.
    Whole,
    /// Literals that keep it from being `.` or `..`.
    Begun,
    /// Dots, which together with a value could be `.` or `..`.
    Dots,
}

/// The string that is appended to.
pub(super) struct Out {
    /// In front of a method.
    receiver: TokenStream,
    /// Handed to a function.
    argument: TokenStream,
}

impl Out {
    /// A local string.
    pub(super) fn owned(name: &str) -> Self {
        let name = super::identifiers::identifier(name);
        Self { receiver: quote!(#name), argument: quote!(&mut #name) }
    }

    /// A parameter that is a reference.
    pub(super) fn borrowed(name: &str) -> Self {
        let name = super::identifiers::identifier(name);
        Self { receiver: quote!(#name), argument: quote!(#name) }
    }
}

/// What a parameter is bound to where texts are built.
#[derive(Clone, Copy)]
pub(super) enum Local {
    /// `&String`, or `&Option<String>`.
    Owned,
    /// `&str`, or `Option<&str>`.
    Text,
}

impl Local {
    /// The value as an `Option<&str>`.
    fn value(self, parameter: &Parameter) -> TokenStream {
        let name = local(parameter);
        match (self, parameter.optional) {
            (Self::Owned, true) => quote!(#name.as_deref()),
            (Self::Owned, false) => quote!(Some(#name.as_str())),
            (Self::Text, true) => quote!(#name),
            (Self::Text, false) => quote!(Some(#name)),
        }
    }
}

/// Statements that append a text to the string `out`; the parameters are locals that borrow the values.
pub(super) fn write(
    template: &Template,
    family: &Family,
    constant: &TokenStream,
    local: Local,
    out: &Out,
) -> TokenStream {
    let flat = flattened(&template.pieces);
    let straight = template.place.encodes()
        && (family.dots == Dots::Keep || (0..flat.len()).all(|at| !matches!(segment(&flat, at), Some(Segment::Dots))));
    if straight {
        let mut at = 0;
        return statements(&template.pieces, template, family, &flat, &mut at, out);
    }
    let values = template.parameters.iter().map(|parameter| local.value(parameter));
    let out = &out.argument;
    quote!(#constant.append(&[#(#values),*], #out)?;)
}

/// Literals and parameters in order, those of optional parts included.
fn flattened(pieces: &[Piece]) -> Vec<&Piece> {
    let mut flat = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Optional(inner) => flat.extend(flattened(inner)),
            piece => flat.push(piece),
        }
    }
    flat
}

fn segment(flat: &[&Piece], at: usize) -> Option<Segment> {
    let Piece::Parameter(_) = flat[at] else { return None };
    let before = match at.checked_sub(1).map(|before| flat[before]) {
        Some(Piece::Literal(text)) => text.rsplit('/').next().unwrap_or_default(),
        _ => "",
    };
    let after = match flat.get(at + 1) {
        Some(Piece::Literal(text)) => text.split('/').next().unwrap_or_default(),
        _ => "",
    };
    let around = format!("{before}{after}").to_ascii_lowercase().replace("%2e", ".");
    Some(match around.as_str() {
        "" => Segment::Whole,
        around if around.chars().all(|character| character == '.') => Segment::Dots,
        _ => Segment::Begun,
    })
}

fn statements(
    pieces: &[Piece],
    template: &Template,
    family: &Family,
    flat: &[&Piece],
    at: &mut usize,
    out: &Out,
) -> TokenStream {
    let mut tokens = TokenStream::new();
    for piece in pieces {
        match piece {
            Piece::Literal(text) => tokens.extend(literal(text, &out.receiver)),
            Piece::Parameter(parameter) => {
                let whole = matches!(segment(flat, *at), Some(Segment::Whole)) && family.dots == Dots::Refuse;
                tokens.extend(value(&template.parameters[*parameter], family, whole, &out.argument));
            }
            Piece::Optional(inner) => {
                let Some(Piece::Parameter(parameter)) = inner.iter().find(|piece| matches!(piece, Piece::Parameter(_)))
                else {
                    continue;
                };
                let name = local(&template.parameters[*parameter]);
                let inner = statements(inner, template, family, flat, at, out);
                tokens.extend(quote!(if let Some(#name) = #name { #inner }));
                continue;
            }
        }
        *at += 1;
    }
    tokens
}

/// Appends text that is known now.
pub(super) fn literal(text: &str, out: &TokenStream) -> TokenStream {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (None, _) => TokenStream::new(),
        (Some(character), None) => {
            let character = Literal::character(character);
            quote!(#out.push(#character);)
        }
        _ => quote!(#out.push_str(#text);),
    }
}

fn value(parameter: &Parameter, family: &Family, whole: bool, out: &TokenStream) -> TokenStream {
    let name = local(parameter);
    let written = parameter.name.as_written();
    if is_infallible(family) {
        quote!(runtime::template::write_encoded(#out, #name);)
    } else if whole {
        quote!(runtime::template::push_segment(#out, #written, #name)?;)
    } else {
        quote!(runtime::template::push_encoded(#out, #written, #name)?;)
    }
}
