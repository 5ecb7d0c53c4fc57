//! Parameters of templates against the fields that hold their values.

use syn::Ident;
use syn::ext::IdentExt as _;
use syn::parse::Parser as _;
use typeloom::diagnostic::{Code, Diagnostic, Diagnostics, suggest};
use typeloom::model::places::Place;
use typeloom::raw::Text;
use typeloom::raw::templates::{Part, PartKind, RawTemplate};
use typeloom::source::{Entry, Spanned};

use super::reading::Reading;

/// A field that holds the value of a parameter.
pub(crate) struct Field {
    pub(crate) name: Spanned<String>,
    pub(crate) is_optional: bool,
    /// Whether rules are written at it; the front end says that these are for nothing.
    pub(crate) has_rules: bool,
}

/// A parameter of a template.
struct Parameter<'t> {
    name: &'t Text,
    is_optional: bool,
}

/// Whether a key is that of a template.
pub(crate) fn is_place(key: &str) -> bool {
    Place::WORDS.iter().any(|(place, _)| *place == key)
}

/// The template among the keys of a member.
pub(crate) fn template(said: &[Entry]) -> Option<&Entry> {
    said.iter().find(|entry| is_place(&entry.key.value))
}

/// Checks that the template of a member has the parameters that its fields say, no more and no fewer; whether the front end
/// is to look at it, too.
pub(crate) fn check(member: &Spanned<String>, said: &[Entry], fields: &[Field], reading: &mut Reading) -> bool {
    let Some(written) = template(said) else { return true };
    let Some(text) = written.value.as_text() else { return true };
    let text = Spanned::new(text.to_owned(), written.value.span);
    // What is wrong with the template itself is told once, by the front end.
    let Some(template) = RawTemplate::parse(text, &mut Diagnostics::new()) else { return true };
    let mut parameters = Vec::new();
    if !collect(&template.parts, false, &mut parameters, reading) {
        return false;
    }
    let is_name = |parameter: &Parameter<'_>| Ident::parse_any.parse_str(parameter.name).is_ok();
    let are_names = parameters.iter().all(is_name);
    let mut meant = Vec::new();
    for parameter in parameters.iter().filter(|parameter| is_name(parameter)) {
        let found = fields.iter().find(|field| field.name.value == parameter.name.value);
        let finding = match found {
            None => unknown(member, parameter, fields, &mut meant),
            Some(field) if field.is_optional == parameter.is_optional => continue,
            Some(field) if field.is_optional => always(field, parameter),
            Some(field) => may_be_absent(field, parameter),
        };
        reading.findings.push(finding);
    }
    let told = |field: &&Field| field.has_rules || meant.contains(&field.name.value);
    for field in fields.iter().filter(|field| are_names && !told(field)) {
        if parameters.iter().all(|parameter| parameter.name.value != field.name.value) {
            reading.findings.push(unused(field, &template.text));
        }
    }
    true
}

/// Gathers the parameters; `false` where a template has what only schemas have.
fn collect<'t>(
    parts: &'t [Part],
    is_optional: bool,
    parameters: &mut Vec<Parameter<'t>>,
    reading: &mut Reading,
) -> bool {
    let mut sound = true;
    for part in parts {
        match &part.kind {
            PartKind::Parameter(name) => parameters.push(Parameter { name, is_optional }),
            PartKind::Optional(inner) => sound &= collect(inner, true, parameters, reading),
            PartKind::Constant(name) => {
                reading.findings.push(
                    Diagnostic::new(Code::InvalidTemplate, name.span, "constants of schemas are not known to macros")
                        .label(format!("`{}` is none of Rust", name.value))
                        .help("write the text itself"),
                );
                sound = false;
            }
            PartKind::Literal(_) => {}
        }
    }
    sound
}

/// A parameter without a field; the field that was probably meant is added to `meant`.
fn unknown(
    member: &Spanned<String>,
    parameter: &Parameter<'_>,
    fields: &[Field],
    meant: &mut Vec<String>,
) -> Diagnostic {
    let name = &parameter.name.value;
    let names = fields.iter().map(|field| field.name.value.as_str());
    let closest = suggest::closest(name, names);
    meant.extend(closest.map(str::to_owned));
    let closest = closest.map(|meant| format!("did you mean `{{{meant}}}`?"));
    let ty = if parameter.is_optional { "Option<String>" } else { "String" };
    Diagnostic::new(Code::UnknownParameter, parameter.name.span, format!("`{}` has no field `{name}`", member.value))
        .label("no field holds its value")
        .related(member.span, "the fields are here")
        .help(closest.unwrap_or_else(|| format!("add a field `{name}: {ty}`")))
}

fn unused(field: &Field, template: &Text) -> Diagnostic {
    let name = &field.name.value;
    let part = if field.is_optional { format!("[/{{{name}}}]") } else { format!("{{{name}}}") };
    Diagnostic::new(Code::UnusedParameter, field.name.span, format!("the template has no parameter `{name}`"))
        .label("would be lost when the text is read back")
        .related(template.span, "the template is here")
        .help(format!("add `{part}` to the template, or remove the field"))
}

fn always(field: &Field, parameter: &Parameter<'_>) -> Diagnostic {
    let name = &field.name.value;
    let message = format!("`{name}` is an `Option`, and the template needs a value");
    Diagnostic::new(Code::InvalidTemplate, parameter.name.span, message)
        .label("cannot be left out")
        .related(field.name.span, "the field is here")
        .help(format!("write `[/{{{name}}}]`, which can be left out, or give the field a type that is no `Option`"))
}

fn may_be_absent(field: &Field, parameter: &Parameter<'_>) -> Diagnostic {
    let name = &field.name.value;
    let message = format!("`{name}` can be left out of the template, and the field is no `Option`");
    Diagnostic::new(Code::InvalidTemplate, parameter.name.span, message)
        .label("stands in an optional part")
        .related(field.name.span, "the field is here")
        .help("make the field an `Option`, or remove the brackets around the part")
}
