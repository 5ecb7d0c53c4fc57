//! Endpoints that a client hands on to other software.

use super::super::outline::Object;
use crate::model::Model;
use crate::model::clients::{Client, Endpoint, EndpointAddress, EndpointName, EndpointValue, KeyCondition, NamePiece};

/// An endpoint.
pub(super) fn endpoint(model: &Model, client: &Client, endpoint: &Endpoint) -> Object {
    let object = Object::default().about(endpoint.doc.as_ref(), endpoint.deprecated.as_ref());
    let object = match &endpoint.address {
        EndpointAddress::Path(path) => object.with("path", path.as_str()),
        EndpointAddress::Reference { id, kind } => {
            let reference = &model.references[*id];
            let kind = &model.kinds[reference.kind].members[*kind];
            object.with("reference", reference.declaration.name.as_written()).with("kind", kind.name.as_written())
        }
    };
    let headers = endpoint.headers.iter().fold(Object::default(), |all, header| match &header.value {
        EndpointValue::Fixed(text) => all.with(&header.name, text.as_str()),
        EndpointValue::Held(taken) => {
            all.with(&header.name, super::values::taken(model, client, Some(taken), Object::default()))
        }
    });
    object
        .with_list("name", endpoint.names.iter().map(name))
        .with_some("headers", (!headers.is_empty()).then_some(headers))
}

fn name(name: &EndpointName) -> Object {
    let subject = name.subject.map(|there| if there { "some" } else { "none" });
    let keys: Vec<String> = match &name.key {
        KeyCondition::Any => Vec::new(),
        KeyCondition::Concrete => vec!["concrete".to_owned()],
        KeyCondition::Of(keys) => keys.iter().map(|key| key.clone().unwrap_or_else(|| "primary".to_owned())).collect(),
    };
    let pieces = name.pieces.iter().map(|piece| match piece {
        NamePiece::Text(text) => text.as_str(),
        NamePiece::Subject => "{subject}",
        NamePiece::Key => "{key}",
        NamePiece::Reference => "{reference}",
    });
    Object::default().with_some("subject", subject).with_list("key", keys).with("name", pieces.collect::<String>())
}
