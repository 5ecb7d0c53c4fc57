//! The names of types that a thread brings along.

use crate::model::names::Name;
use crate::raw::threads::{RawContentKind, RawMessageOperation, RawThread};
use crate::raw::{Named, Text};

/// The names of types that a thread brings along, to be claimed beside the declared ones.
pub(in crate::model) fn derived_names(named: &Named<RawThread>) -> Vec<(String, &Text)> {
    let thread = Name::new(named.name.value.as_str());
    let raw = &named.value;
    let mut types = vec![(format!("{}Forms", thread.pascal()), &named.name)];
    let mut sets: Vec<Vec<&str>> = Vec::new();
    let builder = |owner: &Name, operation: &Text| builder_name(owner, &Name::new(operation.value.as_str())).pascal();
    for named in &raw.operations {
        types.push((builder(&thread, &named.name), &named.name));
        let list: Vec<&str> = named.value.contents.iter().map(|content| content.value.as_str()).collect();
        if named.value.gives.is_none() && !sets.contains(&list) {
            let name = Name::new(named.name.value.as_str());
            types.push((content_name(&thread, Some(&name).filter(|_| !sets.is_empty())).pascal(), &named.name));
            sets.push(list);
        }
    }
    for named in raw.contents.iter().filter(|named| matches!(named.value.kind, RawContentKind::Stream(_))) {
        types.push((open_name(&thread, &Name::new(named.name.value.as_str())).pascal(), &named.name));
    }
    if raw.history.is_some() {
        types.push((builder_name(&thread, &Name::new("history")).pascal(), &named.name));
    }
    if let Some(message) = &raw.message {
        let owner = Name::new(message.name.value.as_str());
        types.push((owner.pascal(), &message.name));
        for named in &message.operations {
            if let RawMessageOperation::Own(_) = &named.value {
                types.push((builder(&owner, &named.name), &named.name));
            }
        }
    }
    types
}

/// The name of the type that an operation begins with: `ThreadReply`.
pub(super) fn builder_name(owner: &Name, operation: &Name) -> Name {
    Name::new(format!("{}{}", owner.pascal(), operation.pascal()))
}

pub(super) fn open_name(thread: &Name, content: &Name) -> Name {
    Name::new(format!("{}Open{}", thread.pascal(), content.pascal()))
}

/// The name of the type of a list of kinds of content: the first one belongs to the thread, others to their operation.
pub(super) fn content_name(thread: &Name, operation: Option<&Name>) -> Name {
    Name::new(format!("{}{}Content", thread.pascal(), operation.map(Name::pascal).unwrap_or_default()))
}
