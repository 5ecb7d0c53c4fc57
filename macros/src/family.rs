//! Families of Rust: an enum whose variants have a template each, or a struct that is the only member.

use std::collections::BTreeMap;

use syn::spanned::Spanned as _;
use syn::{Data, DeriveInput, Fields, Ident, Variant};
use typeloom::diagnostic::{Code, Diagnostic, Span, suggest};
use typeloom::rust::derives::{OwnType, Value};
use typeloom::source::{Entry, Node, NodeValue, RustNode, Spanned};

use super::parameters::{self, Field};
use super::reading::Reading;
use super::{keys, nodes, rust_types};

/// A derive that reads a family: how its attribute is called, and what can stand in it.
pub(crate) struct Derive {
    /// The attribute.
    pub(crate) attribute: &'static str,
    /// What an enum is called.
    pub(crate) set: &'static str,
    /// What a variant or a struct is called.
    pub(crate) member: &'static str,
    /// Keys of an enum; a struct has them, too.
    pub(crate) set_keys: &'static [&'static str],
    /// Keys of a variant and of a struct.
    pub(crate) member_keys: &'static [&'static str],
    /// Keys that another derive has, with what to do.
    pub(crate) elsewhere: &'static [(&'static str, &'static str)],
}

impl Derive {
    /// The entries but for those that another derive has, which are reported.
    fn own(&self, said: Vec<Entry>, reading: &mut Reading) -> Vec<Entry> {
        let help = |entry: &Entry| self.elsewhere.iter().find(|(key, _)| *key == entry.key.value);
        let (others, own): (Vec<Entry>, Vec<Entry>) = said.into_iter().partition(|entry| help(entry).is_some());
        for entry in others {
            let message = format!("{} has no key `{}`", self.member, entry.key.value);
            reading.findings.push(
                Diagnostic::new(Code::UnknownKey, entry.key.span, message)
                    .label("not a key of this")
                    .help(help(&entry).map(|(_, help)| (*help).to_owned())),
            );
        }
        own
    }
}

/// What was read: the declaration as a schema has it, and what only the type itself says.
pub(crate) struct Family {
    pub(crate) node: Node,
    pub(crate) own: OwnType,
}

/// Reads the type. What is wrong goes to the findings; `None` where nothing can be made of it.
pub(crate) fn read(input: &DeriveInput, derive: &Derive, reading: &mut Reading) -> Option<Family> {
    let at = reading.places.token(input.ident.span());
    let before = reading.findings.len();
    let said = nodes::arguments(&input.attrs, derive.attribute, reading);
    let mut reader = Reader { derive, values: BTreeMap::new(), reading };
    let (is_enum, mut entries, members) = match &input.data {
        Data::Struct(data) => {
            let allowed: Vec<_> = derive.set_keys.iter().chain(derive.member_keys).copied().collect();
            let said = derive.own(said, reader.reading);
            let said = keys::allowed(said, derive.member, &allowed, reader.reading);
            let (own, set) = said.into_iter().partition(|entry| derive.member_keys.contains(&entry.key.value.as_str()));
            (false, set, vec![reader.member(&input.ident, &data.fields, own, before)?])
        }
        Data::Enum(data) => {
            let said = keys::allowed(said, derive.set, derive.set_keys, reader.reading);
            let members: Vec<_> = data.variants.iter().filter_map(|variant| reader.variant(variant)).collect();
            if data.variants.is_empty() {
                reader.reading.findings.push(without_variants(&input.ident, at, "with a template"));
            }
            if members.is_empty() {
                return None;
            }
            (true, said, members)
        }
        Data::Union(data) => {
            let message = "a `union` of Rust does not tell what it holds: write an `enum`";
            reader.reading.fail(syn::Error::new(data.union_token.span, message));
            return None;
        }
    };
    let own = OwnType { is_enum, values: reader.values };
    entries.push(nodes::entry("members", at, nodes::mapping(members, at)));
    Some(Family { node: nodes::mapping(entries, at), own })
}

struct Reader<'r> {
    derive: &'r Derive,
    values: BTreeMap<(String, String), Value>,
    reading: &'r mut Reading,
}

impl Reader<'_> {
    fn variant(&mut self, variant: &Variant) -> Option<Entry> {
        let before = self.reading.findings.len();
        let said = nodes::arguments(&variant.attrs, self.derive.attribute, self.reading);
        let said = self.derive.own(said, self.reading);
        let said = keys::allowed(said, self.derive.member, self.derive.member_keys, self.reading);
        self.member(&variant.ident, &variant.fields, said, before)
    }

    /// A variant or struct; `before` is the number of findings before its attribute was read.
    fn member(&mut self, ident: &Ident, fields: &Fields, mut said: Vec<Entry>, before: usize) -> Option<Entry> {
        let key = nodes::name(ident, &mut self.reading.places);
        if let Fields::Unnamed(unnamed) = fields {
            let place = self.reading.places.of(unnamed);
            self.reading.findings.push(nameless(ident, place));
            return None;
        }
        let (mut read, mut rules) = (Vec::new(), Vec::new());
        for field in fields {
            let Some(name) = &field.ident else { continue };
            let name = nodes::name(name, &mut self.reading.places);
            let own = nodes::arguments(&field.attrs, self.derive.attribute, self.reading);
            let own = keys::allowed(own, "a field", keys::RULES, self.reading);
            let is_optional = self.value(&key.value, &name, &field.ty);
            read.push(Field { name: name.clone(), is_optional, has_rules: !own.is_empty() });
            if !own.is_empty() {
                let value = nodes::mapping(own, name.span);
                rules.push(Entry { key: name, value });
            }
        }
        if parameters::template(&said).is_none() {
            // A key that was mistyped, or has no value, is reported already.
            if self.reading.findings.len() == before && !self.reading.has_failed() {
                self.reading.findings.push(self.without_template(&key, &read));
            }
            return None;
        }
        if !parameters::check(&key, &said, &read, self.reading) {
            return None;
        }
        if !rules.is_empty() {
            said.push(nodes::entry("parameters", key.span, nodes::mapping(rules, key.span)));
        }
        // An error about what is not said is at the name.
        Some(Entry { value: nodes::mapping(said, key.span), key })
    }

    fn without_template(&self, name: &Spanned<String>, fields: &[Field]) -> Diagnostic {
        let places: Vec<_> = self.derive.member_keys.iter().filter(|key| parameters::is_place(key)).copied().collect();
        let fields: Vec<_> = fields.iter().map(|field| format!("/{{{}}}", field.name.value)).collect();
        let fields = fields.concat();
        let (attribute, example) = (self.derive.attribute, name.value.to_lowercase());
        let help = format!("write `#[{attribute}(path = \"/{example}{fields}\")]` above it");
        let message = format!("`{}` has no template", name.value);
        let label = match places.as_slice() {
            [place] => format!("needs `{place}`"),
            places => format!("needs one of the keys {}", suggest::list(places.iter().copied())),
        };
        Diagnostic::new(Code::MissingKey, name.span, message).label(label).help(help)
    }

    /// Takes note of what a field holds, and says whether it may be absent.
    fn value(&mut self, member: &str, name: &Spanned<String>, ty: &syn::Type) -> bool {
        let node = rust_types::node(ty, self.reading);
        let (held, is_optional) = match &node.value {
            NodeValue::Rust(RustNode::Option(inner)) => (inner.as_ref(), true),
            _ => (&node, false),
        };
        match &held.value {
            NodeValue::Scalar(word) if word.text == "string" => return is_optional,
            NodeValue::Sequence(_) | NodeValue::Mapping(_) => self.reading.findings.push(no_text(node.span)),
            _ => {}
        }
        let key = (member.to_owned(), name.value.clone());
        let span = proc_macro2::Span::call_site().located_at(ty.span());
        self.values.insert(key, Value { span });
        is_optional
    }
}

/// The finding about an enum of nothing.
pub(crate) fn without_variants(ident: &Ident, at: Span, what: &str) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, at, format!("`{ident}` has no variants"))
        .label("nothing is declared here")
        .help(format!("add a variant {what}"))
}

fn nameless(ident: &Ident, place: Span) -> Diagnostic {
    Diagnostic::new(Code::WrongShape, place, "a field needs a name to be a parameter of the template")
        .label("names are missing")
        .help(format!("name the fields as the template does: `{ident} {{ id: String }}` for `{{id}}`"))
}

fn no_text(place: Span) -> Diagnostic {
    Diagnostic::new(Code::InvalidTypeExpression, place, "several values have no text of their own")
        .label("cannot be a parameter")
        .help("use a `String`, or a type with `Display` and `FromStr`")
}
