//! How an event is found in a message.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::events::{EventKind, EventSet};
use crate::model::accessors::Accessor;
use crate::rust::accessors;
use crate::rust::identifiers::pascal;
use crate::rust::scope::Scope;

/// `from_message`
pub(super) fn emit(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let name = pascal(&events.declaration.name);
    let (result, option) = (scope.prelude("Result"), scope.prelude("Option"));
    let message = scope.path(&scope.declared(events.message).declaration);
    let header = header(scope, events);
    let scan = scan(scope, events);
    let outcome = outcome(events);
    quote! {
        impl #name {
            /// The event that a message carries; none when it has no envelope of one.
            ///
            /// The parts are looked at in order: the first with the schema of a payload is the payload. Parts that are not
            /// described as parts of an event are passed over.
            ///
            /// # Errors
            /// When the envelope, the description of a part, the payload or the raw event is malformed, or an event of a
            /// known type has no payload.
            pub fn from_message(message: &#message) -> #result<#option<Self>, runtime::EventError> {
                #header
                #scan
                #outcome
            }
        }
    }
}

fn header(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let envelope = &events.envelope;
    let found = entry(scope, &envelope.at, &quote!(message), &envelope.key);
    let record = scope.path(&scope.declared(envelope.record).declaration);
    let kinds = pascal(&events.kind_name());
    let text = |accessor| accessors::expression(scope, accessor, &quote!(envelope));
    let (kind, id, source) = (text(&envelope.kind), text(&envelope.id), text(&envelope.source));
    quote! {
        let Some(envelope) = #found else {
            return Ok(None);
        };
        let envelope = <#record as runtime::Model>::from_value(envelope).map_err(runtime::EventError::Envelope)?;
        let kind = #kinds::from(#kind);
        let (id, source) = (#id, #source);
    }
}

/// The value under a key of a map, as an `Option`.
pub(in crate::rust) fn entry(scope: &Scope<'_>, map: &Accessor, start: &TokenStream, key: &str) -> TokenStream {
    let found = accessors::expression(scope, map, start);
    if map.optional {
        quote!(#found.and_then(|map| map.get(#key)))
    } else {
        quote!((#found).get(#key))
    }
}

fn scan(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let parts = &events.parts;
    let list = accessors::expression(scope, &parts.at, &quote!(message));
    let list = if parts.at.optional { quote!(#list.unwrap_or_default()) } else { list };
    let metadata = entry(scope, &parts.metadata, &quote!(part), &parts.key);
    let record = scope.path(&scope.declared(parts.record).declaration);
    let schema = accessors::expression(scope, &parts.schema, &quote!(metadata));
    let data = accessors::expression(scope, &parts.data, &quote!(part));
    let data = if parts.data.optional { quote!(#data.unwrap_or(&runtime::json::Value::Null)) } else { data };
    let payloads = events.kinds.iter().map(|kind| payload(scope, events, kind));
    let (raw_local, raw_arm) = raw(scope, events);
    let unknown = unknown_pattern(events);
    quote! {
        let mut event = None;
        #raw_local
        let mut parts = ::std::vec::Vec::new();
        for (index, part) in #list.iter().enumerate() {
            let Some(metadata) = #metadata else {
                continue;
            };
            let metadata = <#record as runtime::Model>::from_value(metadata)
                .map_err(|source| runtime::EventError::Metadata { part: index, source })?;
            let (schema, data) = (#schema, #data);
            match schema {
                #raw_arm
                _ if matches!(kind, #unknown) => {}
                #(#payloads)*
                _ => {}
            }
            if matches!(kind, #unknown) {
                parts.push(runtime::EventPart::new(schema, data.clone()));
            }
        }
    }
}

fn unknown_pattern(events: &EventSet) -> TokenStream {
    let kinds = pascal(&events.kind_name());
    quote!(#kinds::Unknown(_))
}

fn raw(scope: &Scope<'_>, events: &EventSet) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(verbatim) = &events.raw else { return (None, None) };
    let (ty, schema) = (scope.path(&scope.declared(verbatim.record).declaration), &verbatim.schema);
    let arm = quote! {
        #schema if raw.is_none() => {
            let decoded = <#ty as runtime::Model>::from_value(data);
            raw = Some(decoded.map_err(|source| runtime::EventError::Raw { part: index, source })?);
        }
    };
    (Some(quote!(let mut raw = None;)), Some(arm))
}

fn payload(scope: &Scope<'_>, events: &EventSet, kind: &EventKind) -> TokenStream {
    let (variant, event) = (pascal(&kind.name), pascal(&events.event_name(kind.name.as_written())));
    let ty = scope.path(&scope.declared(kind.payload).declaration);
    let schema = &kind.schema;
    quote! {
        #schema if event.is_none() => {
            let decoded = <#ty as runtime::Model>::from_value(data);
            let payload = decoded.map_err(|source| runtime::EventError::Payload { part: index, source })?;
            event = Some(Self::#variant(#event::new(id, source, payload)));
        }
    }
}

/// The event that was found, with what is known only after the last part.
fn outcome(events: &EventSet) -> TokenStream {
    let unknown = pascal(&events.event_name("unknown"));
    let pattern = unknown_pattern(events);
    let raw = events.raw.as_ref().map(|_| quote!(raw,));
    let set_raw = events.raw.as_ref().map(|_| quote!(found.raw = raw;));
    let variants: Vec<_> = events.kinds.iter().map(|kind| pascal(&kind.name)).collect();
    quote! {
        if matches!(kind, #pattern) {
            let event = runtime::UnknownEvent::new(kind.as_str(), id, source, parts);
            return Ok(Some(Self::Unknown(#unknown { kind, event, #raw })));
        }
        let mut event = event.ok_or(runtime::EventError::NoPayload)?;
        match &mut event {
            #(Self::#variants(found) => {
                found.kind = kind;
                #set_raw
            })*
            Self::Unknown(_) => {}
        }
        Ok(Some(event))
    }
}
