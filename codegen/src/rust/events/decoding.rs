//! How an event is found in a message.

use proc_macro2::TokenStream;
use quote::quote;

use crate::model::accessors::Accessor;
use crate::model::events::{EventKind, EventSet};
use crate::rust::accessors;
use crate::rust::identifiers::pascal;
use crate::rust::scope::Scope;

/// `from_message`
pub(super) fn emit(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let name = pascal(&events.declaration.name);
    let (result, option) = (scope.prelude("Result"), scope.prelude("Option"));
    let message = scope.path(&scope.declared(events.message).declaration);
    let keys = keys(events);
    let header = header(scope, events);
    let scan = scan(scope, events);
    let outcome = outcome(events);
    let malformed = if events.raw.is_some() { "the payload or the raw event" } else { "or the payload" };
    let errors = format!(" When the envelope, the description of a part, {malformed} is malformed, or an event of a");
    quote! {
        impl #name {
            #keys

            /// The event that a message carries; none when it has no envelope of one.
            ///
            /// The parts are looked at in order: the first with the schema of a payload is the payload. Parts that are not
            /// described as parts of an event are passed over.
            ///
            /// # Errors
            #[doc = #errors]
            /// known type has no payload.
            pub fn from_message(message: &#message) -> #result<#option<Self>, runtime::EventError> {
                use runtime::{EventPayload as _, Model as _};

                #header
                #scan
                #outcome
            }
        }
    }
}

/// What senders need, too: keys of metadata, and the schema of the raw event.
fn keys(events: &EventSet) -> TokenStream {
    let (envelope, part) = (&events.envelope.key, &events.parts.key);
    let raw = events.raw.as_ref().map(|raw| {
        let schema = &raw.schema;
        quote! {
            /// The schema of the part with the event as the source system sent it.
            pub const RAW_SCHEMA: &'static str = #schema;
        }
    });
    quote! {
        /// The key of the envelope in the metadata of a message.
        pub const ENVELOPE_KEY: &'static str = #envelope;

        /// The key of what says which schema a part has, in the metadata of the part.
        pub const PART_KEY: &'static str = #part;

        #raw
    }
}

fn header(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let envelope = &events.envelope;
    let found = entry(scope, &envelope.at, &quote!(message), &quote!(Self::ENVELOPE_KEY));
    let record = scope.path(&scope.declared(envelope.record).declaration);
    let kinds = pascal(&events.kind_name());
    let text = |accessor| accessors::expression(scope, accessor, &quote!(envelope));
    let (kind, id, source) = (text(&envelope.kind), text(&envelope.id), text(&envelope.source));
    quote! {
        let Some(envelope) = #found else {
            return Ok(None);
        };
        let envelope = #record::from_value(envelope).map_err(runtime::EventError::Envelope)?;
        let kind = #kinds::from(#kind);
        let (id, source) = (#id, #source);
    }
}

/// The value under a key of a map, as an `Option`.
pub(in crate::rust) fn entry(scope: &Scope<'_>, map: &Accessor, start: &TokenStream, key: &TokenStream) -> TokenStream {
    if map.optional {
        let found = accessors::expression(scope, map, start);
        quote!(#found.and_then(|map| map.get(#key)))
    } else {
        let found = accessors::place(scope, map, start);
        quote!(#found.get(#key))
    }
}

fn scan(scope: &Scope<'_>, events: &EventSet) -> TokenStream {
    let parts = &events.parts;
    let list = if parts.at.optional {
        let list = accessors::expression(scope, &parts.at, &quote!(message));
        quote!(#list.unwrap_or_default())
    } else {
        accessors::place(scope, &parts.at, &quote!(message))
    };
    let metadata = entry(scope, &parts.metadata, &quote!(part), &quote!(Self::PART_KEY));
    let record = scope.path(&scope.declared(parts.record).declaration);
    let schema = accessors::expression(scope, &parts.schema, &quote!(metadata));
    let data = accessors::expression(scope, &parts.data, &quote!(part));
    let data = if parts.data.optional { quote!(#data.unwrap_or(&runtime::json::Value::Null)) } else { data };
    let payloads = events.kinds.iter().map(|kind| payload(scope, events, kind));
    let (raw_local, raw_arm) = raw(scope, events);
    let kinds = pascal(&events.kind_name());
    quote! {
        let is_unknown = matches!(kind, #kinds::Unknown(_));
        let mut event = None;
        #raw_local
        let mut parts = ::std::vec::Vec::new();
        for (index, part) in #list.iter().enumerate() {
            let Some(metadata) = #metadata else {
                continue;
            };
            let metadata = #record::from_value(metadata).map_err(|error| runtime::EventError::metadata(index, error))?;
            let (schema, data) = (#schema, #data);
            match schema {
                #raw_arm
                _ if is_unknown => {}
                #(#payloads)*
                _ => {}
            }
            if is_unknown {
                parts.push(runtime::EventPart::new(schema, data.clone()));
            }
        }
    }
}

fn raw(scope: &Scope<'_>, events: &EventSet) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(verbatim) = &events.raw else { return (None, None) };
    let ty = scope.path(&scope.declared(verbatim.record).declaration);
    let arm = quote! {
        Self::RAW_SCHEMA if raw.is_none() => {
            raw = Some(#ty::from_value(data).map_err(|error| runtime::EventError::raw(index, error))?);
        }
    };
    (Some(quote!(let mut raw = None;)), Some(arm))
}

fn payload(scope: &Scope<'_>, events: &EventSet, kind: &EventKind) -> TokenStream {
    let (variant, event) = (pascal(&kind.name), pascal(&events.event_name(kind.name.as_written())));
    let ty = scope.path(&scope.declared(kind.payload).declaration);
    quote! {
        #ty::SCHEMA if event.is_none() => {
            let payload = #ty::from_value(data).map_err(|error| runtime::EventError::payload(index, error))?;
            event = Some(Self::#variant(#event::new(id, source, payload)));
        }
    }
}

/// The event that was found, with what is known only after the last part.
fn outcome(events: &EventSet) -> TokenStream {
    let unknown = pascal(&events.event_name("unknown"));
    let raw = events.raw.as_ref().map(|_| quote!(raw,));
    let set_raw = events.raw.as_ref().map(|_| quote!(found.raw = raw;));
    let variants: Vec<_> = events.kinds.iter().map(|kind| pascal(&kind.name)).collect();
    quote! {
        if is_unknown {
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
