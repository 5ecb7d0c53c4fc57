//! Which operations are about the same thing, from their paths, methods and types.

use serde_json::{Map, Value};

use crate::description::{Call, Description, Operation, PathPiece, Type};
use crate::routes::Capture;

use super::graphql::{self, Known};
use super::overlay::canonical;

/// What an operation does to a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    /// `POST` on the collection.
    Create,
    /// `GET` of the collection.
    List,
    /// `GET` of an item.
    Read,
    /// `PUT` or `PATCH` of an item.
    Change,
    /// `DELETE` of an item.
    Delete,
    /// Anything on a path below an item.
    Below,
}

/// Things of one type, under paths of one form.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    /// The path of the collection, with `{}` for parameters.
    collection: String,
    /// The type of an item, a record.
    pub(crate) item: Type,
    /// The field that the last parameter of an item's path stands for.
    pub(crate) id: String,
    /// Whether items come into being, so that one that did not is not there.
    pub(crate) is_creatable: bool,
    /// Whether `PUT` on its path is how an item comes into being.
    pub(crate) is_made_by_put: bool,
}

/// The resources of a description, and what each operation does to them.
#[derive(Clone, Debug)]
pub(crate) struct Resources {
    all: Vec<Resource>,
    /// For each operation: the effect, the resource, and the position of the parameter that names an item.
    effects: Vec<Option<(Effect, usize, usize)>>,
    /// For each operation over GraphQL, what it does.
    graphql: Vec<Option<Known>>,
}

/// What a request is about.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'r> {
    pub(crate) effect: Effect,
    pub(crate) resource: &'r Resource,
    /// The path of the collection.
    pub(crate) collection: &'r str,
    /// The identifier of the item; empty for the collection.
    pub(crate) id: &'r str,
}

impl Resource {
    /// Records that mutations of GraphQL make, by the name of their type, which is no path.
    pub(super) fn of_records(name: &str, item: Type, id: String) -> Self {
        Self { collection: name.to_owned(), item, id, is_creatable: true, is_made_by_put: false }
    }
}

impl Resources {
    pub(crate) fn infer(description: &Description) -> Self {
        let forms: Vec<Form<'_>> = description.operations.iter().map(Form::of).collect();
        let mut resources: Vec<Resource> = Vec::new();
        for form in &forms {
            let Some((collection, parameter)) = form.item() else { continue };
            if resources.iter().all(|known| known.collection != collection) {
                resources.extend(resource(description, &forms, collection, parameter));
            }
        }
        let mut effects: Vec<_> = forms.iter().map(|form| effect(form, &resources)).collect();
        for (at, resource) in resources.iter_mut().enumerate() {
            let has = |effect| effects.iter().flatten().any(|(known, of, _)| *known == effect && *of == at);
            let has_put = forms.iter().any(|form| {
                form.method == "PUT" && form.item().is_some_and(|(collection, _)| collection == resource.collection)
            });
            resource.is_made_by_put = !has(Effect::Create) && has_put;
            resource.is_creatable = has(Effect::Create) || has_put;
        }
        // An action below items that nothing creates is an operation like any other.
        for effect in &mut effects {
            *effect = effect.filter(|(kind, of, _)| *kind != Effect::Below || resources[*of].is_creatable);
        }
        let graphql = graphql::infer(description, &mut resources);
        Self { all: resources, effects, graphql }
    }

    /// The identifier in the variables of an operation over GraphQL; empty where it is about none or all.
    pub(crate) fn id_in(&self, operation: usize, variables: &Map<String, Value>) -> String {
        self.graphql.get(operation).and_then(Option::as_ref).map(|known| known.id(variables)).unwrap_or_default()
    }

    /// What an operation over GraphQL is about, by its identifier.
    pub(crate) fn graphql_target<'r>(&'r self, operation: usize, id: &'r str) -> Option<Target<'r>> {
        let known = self.graphql.get(operation)?.as_ref()?;
        let resource = self.all.get(known.resource)?;
        Some(Target { effect: known.effect, resource, collection: &resource.collection, id })
    }

    /// What a request for an operation is about.
    pub(crate) fn target<'r>(&'r self, operation: usize, path: &'r str, captures: &'r [Capture]) -> Option<Target<'r>> {
        let (effect, resource, parameter) = (*self.effects.get(operation)?)?;
        let resource = self.all.get(resource)?;
        if matches!(effect, Effect::Create | Effect::List) {
            return Some(Target { effect, resource, collection: path.trim_end_matches('/'), id: "" });
        }
        let capture = captures.get(parameter)?;
        let collection = path.get(..capture.start)?.trim_end_matches('/');
        Some(Target { effect, resource, collection, id: &capture.value })
    }
}

/// The path of an operation, with `{}` for parameters, and their names.
struct Form<'d> {
    method: &'d str,
    text: String,
    parameters: Vec<&'d str>,
}

impl<'d> Form<'d> {
    fn of(operation: &'d Operation) -> Self {
        let mut form = Self { method: operation.call.method(), text: String::new(), parameters: Vec::new() };
        // What is called at one endpoint has no paths of its own, and streams are no items.
        let Call::Http(call) = &operation.call else { return form };
        for piece in call.path.iter().filter(|_| !operation.stream) {
            match piece {
                PathPiece::Literal(text) => form.text.push_str(text),
                PathPiece::Parameter { parameter } => {
                    form.text.push_str("{}");
                    form.parameters.push(parameter);
                }
                // Where a part may be missing, its parameter names nothing.
                PathPiece::Optional { .. } => form.text.push_str("[]"),
            }
        }
        form
    }

    /// The path of the collection and the name of the last parameter, if the path is that of an item.
    fn item(&self) -> Option<(&str, &'d str)> {
        Some((self.text.strip_suffix("/{}")?, *self.parameters.last()?))
    }
}

/// The resource of a collection, if a record has a field for the parameter.
fn resource(description: &Description, forms: &[Form<'_>], collection: &str, parameter: &str) -> Option<Resource> {
    let types = &description.types;
    let returned = |methods: &[&str], of_item: bool| {
        let mut forms = forms.iter().zip(&description.operations);
        forms.find_map(|(form, operation)| {
            let is_it = if of_item {
                form.item().is_some_and(|(own, _)| own == collection)
            } else {
                form.text.trim_end_matches('/') == collection
            };
            let returns = operation.returns.as_ref().filter(|_| is_it && methods.contains(&form.method))?;
            types.record(returns).map(|_| returns.required().clone())
        })
    };
    let item = returned(&["GET"], true)
        .or_else(|| returned(&["PUT", "PATCH"], true))
        .or_else(|| returned(&["POST"], false))?;
    let record = types.record(&item)?;
    let names = || record.fields.iter().map(|field| field.name.as_str());
    let wanted = canonical(parameter);
    let id = names().find(|name| canonical(name) == wanted).or_else(|| names().find(|name| *name == "id")).or_else(
        || {
            names()
                .find(|name| canonical(name).ends_with("id") && (wanted == "id" || canonical(name).ends_with(&wanted)))
        },
    )?;
    let id = id.to_owned();
    Some(Resource { collection: collection.to_owned(), item, id, is_creatable: false, is_made_by_put: false })
}

fn effect(form: &Form<'_>, resources: &[Resource]) -> Option<(Effect, usize, usize)> {
    let find = |collection: &str| resources.iter().position(|known| known.collection == collection);
    if let Some((at, last)) =
        form.item().and_then(|(collection, _)| Some((find(collection)?, form.parameters.len() - 1)))
    {
        let effect = match form.method {
            "GET" | "HEAD" => Effect::Read,
            "PUT" | "PATCH" => Effect::Change,
            "DELETE" => Effect::Delete,
            _ => Effect::Below,
        };
        return Some((effect, at, last));
    }
    if form.text.is_empty() {
        return None;
    }
    if let Some(at) = find(form.text.trim_end_matches('/')) {
        match form.method {
            "POST" => return Some((Effect::Create, at, 0)),
            "GET" | "HEAD" => return Some((Effect::List, at, 0)),
            _ => {}
        }
    }
    // The longest path of an item that this one goes on from.
    let below = |resource: &Resource| {
        let rest = form.text.strip_prefix(&resource.collection)?.strip_prefix("/{}")?;
        (!rest.is_empty()).then(|| resource.collection.matches("{}").count())
    };
    let (at, parameter) = resources
        .iter()
        .enumerate()
        .filter_map(|(at, resource)| Some((at, below(resource)?)))
        .max_by_key(|(at, _)| resources[*at].collection.len())?;
    Some((Effect::Below, at, parameter))
}
