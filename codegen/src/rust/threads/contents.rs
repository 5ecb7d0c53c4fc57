//! Contents: the types of what operations take, and how each kind is sent.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{emitted, given_name, sources_name, target};
use crate::model::accessors::Accessor;
use crate::model::forms::Form;
use crate::model::threads::{Content, ContentKind, ContentSet, Store, StreamContent, Thread, ValueContent};
use crate::rust::accessors;
use crate::rust::docs::docs;
use crate::rust::forms::{self, arguments};
use crate::rust::identifiers::{affixed, pascal, snake};
use crate::rust::scope::Scope;

/// The types of content, with what becomes one.
pub(super) fn types(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    thread.content_sets.iter().map(|set| content_type(scope, thread, set)).collect()
}

fn content_type(scope: &Scope<'_>, thread: &Thread, set: &ContentSet) -> TokenStream {
    let name = pascal(&set.name);
    let contents: Vec<&Content> = set.contents.iter().map(|kind| &thread.contents[*kind]).collect();
    let lifetime = lifetime(thread, set);
    let variants = contents.iter().map(|content| {
        let docs = docs(content.doc.as_deref(), &format!("The content `{}`.", content.name.words()));
        let (variant, ty) = (pascal(&content.name), held(scope, thread, content, &quote!('t)));
        quote!(#docs #variant(#ty),)
    });
    let conversions = contents.iter().map(|content| conversion(scope, thread, &name, content, lifetime.is_some()));
    let declared = lifetime.map(|()| quote!(<'t>));
    quote! {
        /// What can be sent.
        #[derive(Debug)]
        #[non_exhaustive]
        #[allow(clippy::large_enum_variant)]
        pub enum #name #declared {
            #(#variants)*
        }

        #(#conversions)*
    }
}

/// Whether the type of a set borrows something.
pub(super) fn lifetime(thread: &Thread, set: &ContentSet) -> Option<()> {
    let is_stream = |kind: &usize| matches!(thread.contents[*kind].kind, ContentKind::Stream(_));
    set.contents.iter().any(is_stream).then_some(())
}

/// What a variant holds.
fn held(scope: &Scope<'_>, thread: &Thread, content: &Content, lifetime: &TokenStream) -> TokenStream {
    match &content.kind {
        ContentKind::Text(_) => scope.prelude("String"),
        ContentKind::Value(value) => scope.path(&scope.declared(value.ty).declaration),
        ContentKind::Document(id, _) => forms::document(scope, *id),
        ContentKind::AsIs => emitted(scope, thread),
        ContentKind::Stream(_) => quote!(runtime::TextStream<#lifetime>),
    }
}

fn conversion(scope: &Scope<'_>, thread: &Thread, name: &Ident, content: &Content, borrows: bool) -> TokenStream {
    let variant = pascal(&content.name);
    let is_stream = matches!(content.kind, ContentKind::Stream(_));
    let (parameter, argument) = match (borrows, is_stream) {
        (true, true) => (quote!(<'t>), quote!(<'t>)),
        (true, false) => (TokenStream::new(), quote!(<'_>)),
        (false, _) => (TokenStream::new(), TokenStream::new()),
    };
    let ty = held(scope, thread, content, &quote!('t));
    let text = matches!(content.kind, ContentKind::Text(_)).then(|| {
        quote! {
            impl From<&str> for #name #argument {
                fn from(text: &str) -> Self {
                    Self::#variant(text.to_owned())
                }
            }
        }
    });
    let built = match &content.kind {
        ContentKind::Document(id, _) => {
            let built = scope.path(&scope.model.documents[*id].declaration);
            Some(quote! {
                impl From<#built> for #name #argument {
                    fn from(content: #built) -> Self {
                        Self::#variant(content.into())
                    }
                }
            })
        }
        _ => None,
    };
    quote! {
        #text
        #built

        impl #parameter From<#ty> for #name #argument {
            fn from(content: #ty) -> Self {
                Self::#variant(content)
            }
        }
    }
}

/// The private methods that make the events of a kind of content.
pub(super) fn methods(scope: &Scope<'_>, thread: &Thread, content: &Content) -> Vec<TokenStream> {
    let method =
        |suffix: &str, form: &Form| forms::method(scope, thread, &affixed("content_", &content.name, suffix), form);
    match &content.kind {
        ContentKind::Text(form) | ContentKind::Document(_, form) => vec![method("", form)],
        ContentKind::Value(value) => {
            let stored = value.store.iter().flat_map(|store| [("_scope", &store.scope), ("_name", &store.name)]);
            let stored = stored.map(|(suffix, form)| {
                forms::borrowing_method(scope, thread, &affixed("content_", &content.name, suffix), form)
            });
            [method("", &value.form)].into_iter().chain(stored).collect()
        }
        ContentKind::AsIs => Vec::new(),
        ContentKind::Stream(stream) => {
            vec![method("_delta", &stream.delta), method("_end", &stream.end), method("_whole", &stream.whole)]
        }
    }
}

/// Whether any content of a set looks at something.
pub(super) fn uses(thread: &Thread, set: &ContentSet, parameter: &str) -> bool {
    let contents = set.contents.iter().map(|kind| &thread.contents[*kind]);
    contents.flat_map(Content::forms).any(|form| form.uses(parameter))
}

/// The name of the method that sends a set of contents.
pub(super) fn method_name(set: &ContentSet) -> Ident {
    affixed("send_", &set.name, "")
}

/// The methods that send content, one for each set.
pub(super) fn sending(scope: &Scope<'_>, thread: &Thread) -> TokenStream {
    let name = pascal(&thread.declaration.name);
    let methods = thread.content_sets.iter().map(|set| send(scope, thread, set));
    quote! {
        impl #name {
            #(#methods)*
        }
    }
}

fn send(scope: &Scope<'_>, thread: &Thread, set: &ContentSet) -> TokenStream {
    let (method, ty, result, option) =
        (method_name(set), pascal(&set.name), scope.prelude("Result"), scope.prelude("Option"));
    let borrowed = lifetime(thread, set).map(|()| quote!(<'_>));
    let target_ty = target(scope, thread);
    let target = uses(thread, set, "target").then(|| quote!(target: #option<#target_ty>,));
    let metadata = uses(thread, set, "metadata").then(|| quote!(metadata: #option<runtime::ThreadMetadata>,));
    let arms = set.contents.iter().map(|kind| {
        let content = &thread.contents[*kind];
        let (variant, local) = (pascal(&content.name), snake(&content.name));
        let body = arm(scope, thread, content);
        quote!(#ty::#variant(#local) => { #body })
    });
    quote! {
        async fn #method(&self, content: #ty #borrowed, #target #metadata) -> #result<(), runtime::ThreadError> {
            match content {
                #(#arms)*
            }
        }
    }
}

fn arm(scope: &Scope<'_>, thread: &Thread, content: &Content) -> TokenStream {
    let local = snake(&content.name);
    match &content.kind {
        ContentKind::Text(form) => {
            let event = event(content, form);
            quote! {
                if #local.is_empty() {
                    return Ok(());
                }
                self.outbox.send(#event).await
            }
        }
        ContentKind::Document(_, form) => {
            let event = event(content, form);
            quote!(self.outbox.send(#event).await)
        }
        ContentKind::Value(value) => value_arm(scope, content, value),
        ContentKind::AsIs => quote!(self.outbox.send(#local).await),
        ContentKind::Stream(stream) => stream_arm(scope, thread, content, stream),
    }
}

/// The event of a content whose name is that of a local, as are the other things it is made of.
fn event(content: &Content, form: &Form) -> TokenStream {
    let method = affixed("content_", &content.name, "");
    let arguments = arguments(form, |parameter| {
        let name = snake(&parameter.name);
        quote!(#name)
    });
    quote!(self.forms.#method(#(#arguments),*))
}

fn value_arm(scope: &Scope<'_>, content: &Content, value: &ValueContent) -> TokenStream {
    let local = snake(&content.name);
    let what = content.name.words();
    let checks = value.non_empty.iter().map(|field: &Accessor| {
        let field = accessors::place(scope, field, &quote!(#local));
        quote! {
            if #field.is_empty() {
                return Err(runtime::ThreadError::Empty { what: #what });
            }
        }
    });
    let stored = value.store.as_ref().map(|store| stored(content, value, store));
    let event = event(content, &value.form);
    quote! {
        #(#checks)*
        #stored
        self.outbox.send(#event).await
    }
}

fn stored(content: &Content, value: &ValueContent, store: &Store) -> TokenStream {
    let local = snake(&content.name);
    let text = |suffix: &str, form: &Form| {
        let name = affixed("content_", &content.name, suffix);
        let arguments = arguments(form, |_| quote!(&#local));
        quote!(&self.forms.#name(#(#arguments),*))
    };
    let (scope, name) = (text("_scope", &store.scope), text("_name", &store.name));
    let artifact = quote!(runtime::StoredArtifact::new(#scope, #name, &runtime::Model::to_json(&#local)));
    if value.form.uses("version") {
        quote!(let version = self.artifacts.save(#artifact).await?.to_string();)
    } else {
        quote!(self.artifacts.save(#artifact).await?;)
    }
}

fn stream_arm(scope: &Scope<'_>, thread: &Thread, content: &Content, stream: &StreamContent) -> TokenStream {
    let (forms, emits, string) = (sources_name(thread), emitted(scope, thread), scope.prelude("String"));
    let (option, target_ty, local) = (scope.prelude("Option"), target(scope, thread), snake(&content.name));
    let open = pascal(&thread.open_name(&content.name));
    let all = [&stream.delta, &stream.end, &stream.whole];
    let uses = |parameter: &str| all.iter().any(|form| form.uses(parameter));
    let (has_target, has_metadata) = (uses("target"), uses("metadata"));
    let fields = [
        has_target.then(|| quote!(target: #option<#target_ty>,)),
        has_metadata.then(|| quote!(metadata: #option<runtime::ThreadMetadata>,)),
    ];
    let values = [has_target.then(|| quote!(target,)), has_metadata.then(|| quote!(metadata,))];
    let call = |suffix: &str, form: &Form| {
        let method = affixed("content_", &content.name, suffix);
        let arguments = arguments(form, |parameter| match parameter.name.as_written() {
            "append" => quote!(!is_first),
            "text" => quote!(text),
            other => {
                let field = given_name(other);
                quote!(self.#field.clone())
            }
        });
        quote!(self.forms.#method(#(#arguments),*))
    };
    let ignored = |form: &Form, parameter: &str, name: TokenStream| if form.uses(parameter) { name } else { quote!(_) };
    let text = ignored(&stream.delta, "text", quote!(text));
    let is_first = ignored(&stream.delta, "append", quote!(is_first));
    let whole_text = ignored(&stream.whole, "text", quote!(text));
    let (delta, end, whole) = (call("_delta", &stream.delta), call("_end", &stream.end), call("_whole", &stream.whole));
    quote! {
        struct #open {
            forms: #forms,
            #(#fields)*
        }

        impl runtime::StreamForms<#emits> for #open {
            fn delta(&self, #text: #string, #is_first: bool) -> #emits {
                #delta
            }

            fn end(&self) -> #emits {
                #end
            }

            fn whole(&self, #whole_text: #string) -> #emits {
                #whole
            }
        }

        let open = #open { forms: self.forms.clone(), #(#values)* };
        self.outbox.stream(#local, ::std::sync::Arc::new(open)).await
    }
}
