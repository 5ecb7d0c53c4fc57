//! Parameters of templates against the fields that hold their values.

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

/// Checks that the template of a member has the parameters that its fields say, no more and no fewer.
pub(crate) fn check(member: &Spanned<String>, said: &[Entry], fields: &[Field], reading: &mut Reading) {
    let is_template = |entry: &&Entry| Place::WORDS.iter().any(|(key, _)| *key == entry.key.value);
    let Some(written) = said.iter().find(is_template) else { return };
    let Some(text) = written.value.as_text() else { return };
    let text = Spanned::new(text.to_owned(), written.value.span);
    // What is wrong with the template itself is told once, by the front end.
    let Some(template) = RawTemplate::parse(text, &mut Diagnostics::new()) else { return };
    let mut parameters = Vec::new();
    collect(&template.parts, false, &mut parameters);
    for parameter in &parameters {
        let found = fields.iter().find(|field| field.name.value == parameter.name.value);
        let finding = match found {
            None => unknown(member, parameter, fields),
            Some(field) if field.is_optional == parameter.is_optional => continue,
            Some(field) if field.is_optional => always(field, parameter),
            Some(field) => may_be_absent(field, parameter),
        };
        reading.findings.push(finding);
    }
    for field in fields.iter().filter(|field| !field.has_rules) {
        if parameters.iter().all(|parameter| parameter.name.value != field.name.value) {
            reading.findings.push(unused(field, &template.text, &parameters));
        }
    }
}

fn collect<'t>(parts: &'t [Part], is_optional: bool, parameters: &mut Vec<Parameter<'t>>) {
    for part in parts {
        match &part.kind {
            PartKind::Parameter(name) => parameters.push(Parameter { name, is_optional }),
            PartKind::Optional(inner) => collect(inner, true, parameters),
            PartKind::Literal(_) | PartKind::Constant(_) => {}
        }
    }
}

fn unknown(member: &Spanned<String>, parameter: &Parameter<'_>, fields: &[Field]) -> Diagnostic {
    let name = &parameter.name.value;
    let names = fields.iter().map(|field| field.name.value.as_str());
    let closest = suggest::closest(name, names).map(|meant| format!("did you mean `{{{meant}}}`?"));
    let ty = if parameter.is_optional { "Option<String>" } else { "String" };
    Diagnostic::new(Code::UnknownParameter, parameter.name.span, format!("`{}` has no field `{name}`", member.value))
        .label("no field holds its value")
        .related(member.span, "the fields are here")
        .help(closest.unwrap_or_else(|| format!("add a field `{name}: {ty}`")))
}

fn unused(field: &Field, template: &Text, parameters: &[Parameter<'_>]) -> Diagnostic {
    let name = &field.name.value;
    let names = parameters.iter().map(|parameter| parameter.name.value.as_str());
    let closest = suggest::closest(name, names).map(|meant| format!("did you mean `{meant}`, as the template says?"));
    let part = if field.is_optional { format!("[/{{{name}}}]") } else { format!("{{{name}}}") };
    Diagnostic::new(Code::UnusedParameter, field.name.span, format!("the template has no parameter `{name}`"))
        .label("would be lost when the text is read back")
        .related(template.span, "the template is here")
        .help(closest.unwrap_or_else(|| format!("add `{part}` to the template, or remove the field")))
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
