//! The calls of an enrollment: a check, registrations, and the builders of clients for them.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::model::clients::{Argument, Auth, Client, Role};
use crate::model::enrollments::{
    ANSWER, Call, Connect, Enrollment, EnrollmentOption, Given, NAME, PRIVATE_KEY, PUBLIC_KEY, STORED, Secret, Way,
};
use crate::model::forms::{Form, Owner, Parameter, Reference, Root, ValueKind};
use crate::model::types::Type;
use crate::rust::accessors::is_copy;
use crate::rust::clients::connection::duration;
use crate::rust::clients::in_order;
use crate::rust::forms::Values;
use crate::rust::identifiers::{affixed, identifier, pascal, snake};
use crate::rust::scope::Scope;

/// The methods for the ways to register, and the impl that the runtime goes by.
pub(super) fn emit(scope: &Scope<'_>, enrollment: &Enrollment) -> TokenStream {
    let emitter = Emitter { scope, enrollment, client: &scope.model.clients[enrollment.client] };
    let name = pascal(&enrollment.declaration.name);
    let ways = enrollment.ways.iter().enumerate().map(|(at, way)| emitter.way(at, way));
    let enroll = emitter.enroll(&name);
    quote! {
        impl #name {
            #(#ways)*
        }

        #enroll
    }
}

struct Emitter<'s, 'm> {
    scope: &'s Scope<'m>,
    enrollment: &'m Enrollment,
    client: &'m Client,
}

impl Emitter<'_, '_> {
    fn enroll(&self, name: &Ident) -> TokenStream {
        let client = self.scope.path(&self.client.declaration);
        let record = self.record();
        let place = super::place(self.enrollment);
        let stale = self.enrollment.check.iter().flat_map(|check| &check.stale);
        let stale = stale.map(|status| Literal::u16_unsuffixed(*status));
        let (check, register, made) = (self.check(), self.register(), self.made());
        quote! {
            impl runtime::enrollment::Enroll for #name {
                type Client = #client;
                type Stored = #record;
                const PLACE: runtime::enrollment::StorePlace = #place;
                const STALE: &'static [u16] = &[#(#stale),*];

                fn setup(&self) -> &runtime::enrollment::Setup<#client> {
                    &self.setup
                }

                #check
                #register
                #made
            }
        }
    }

    fn record(&self) -> TokenStream {
        self.scope.path(&self.scope.declared(self.enrollment.record).declaration)
    }

    fn check(&self) -> TokenStream {
        let (record, result) = (self.record(), self.scope.prelude("Result"));
        let called = self.enrollment.check.as_ref().map(|check| self.call(&check.call));
        let looks = self.enrollment.check.as_ref().is_some_and(|check| looks_at(check.call.forms(), STORED));
        let stored = identifier(if looks { "stored" } else { "_stored" });
        let body = match called {
            Some(called) => quote!(#called?; Ok(())),
            None => quote!(Ok(())),
        };
        quote! {
            fn check<'e>(
                &'e self,
                #stored: &'e #record,
            ) -> runtime::BoxFuture<'e, #result<(), runtime::EnrollmentError>> {
                ::std::boxed::Box::pin(async move { #body })
            }
        }
    }

    fn register(&self) -> TokenStream {
        let (record, result) = (self.record(), self.scope.prelude("Result"));
        let ways = self.enrollment.ways.iter().filter(|way| !way.when.is_empty()).map(|way| {
            let (method, given) = (method(way), way.when.iter().map(|at| is_given(&self.enrollment.options[*at])));
            quote!(if #(#given)&&* { return self.#method().await; })
        });
        // A way that needs nothing is the last one.
        let end = match self.enrollment.ways.last().filter(|way| way.when.is_empty()).map(method) {
            Some(method) => quote!(self.#method().await),
            None => {
                let needs = self.needs();
                quote!(Err(runtime::EnrollmentError::NoWay { needs: #needs }))
            }
        };
        quote! {
            fn register(
                &self,
            ) -> runtime::BoxFuture<'_, #result<(#record, runtime::enrollment::Obtained), runtime::EnrollmentError>> {
                ::std::boxed::Box::pin(async move {
                    #(#ways)*
                    #end
                })
            }
        }
    }

    /// What has to be given, in words.
    fn needs(&self) -> String {
        let ways = self.enrollment.ways.iter().map(|way| {
            let names: Vec<_> =
                way.when.iter().map(|at| format!("`{}`", self.enrollment.options[*at].name.snake())).collect();
            names.join(" and ")
        });
        format!("give it {}", ways.collect::<Vec<_>>().join(", or "))
    }

    /// The method for one way.
    fn way(&self, at: usize, way: &Way) -> TokenStream {
        let (record, result, method) = (self.record(), self.scope.prelude("Result"), method(way));
        let at = Literal::usize_unsuffixed(at);
        let key = way.new_key.map(|id| {
            let ty = self.scope.path(&self.scope.declared(id).declaration);
            let (public, private) = (identifier(PUBLIC_KEY), identifier(PRIVATE_KEY));
            let needs_public = looks_at(way.call.forms().chain([&way.keep]), PUBLIC_KEY);
            let public = needs_public.then(|| quote!(let #public = new_key.public_key().to_string();));
            let needs_private = looks_at([&way.keep].into_iter(), PRIVATE_KEY);
            let private = needs_private.then(|| {
                quote! {
                    let #private =
                        #ty::new(new_key.to_pair_base64().expose()).map_err(runtime::EnrollmentError::key)?;
                }
            });
            quote! {
                let new_key =
                    runtime::signature::SigningKey::generate().map_err(runtime::EnrollmentError::key)?;
                #public
                #private
            }
        });
        let called = self.call(&way.call);
        let answer = looks_at([&way.keep].into_iter(), ANSWER).then(|| quote!(let answer =));
        let kept = self.value(&way.keep);
        quote! {
            async fn #method(&self) -> #result<(#record, runtime::enrollment::Obtained), runtime::EnrollmentError> {
                #key
                #answer #called?;
                let stored = #kept;
                Ok((stored, runtime::enrollment::Obtained::Registered(#at)))
            }
        }
    }

    /// The call of an operation, as a result.
    fn call(&self, call: &Call) -> TokenStream {
        let operation = &self.client.operations[call.operation];
        let timeout = match call.timeout.map(duration) {
            Some(timeout) => quote!(Some(#timeout)),
            None => quote!(None),
        };
        let builder = self.builder(&call.connect);
        let given = operation.arguments.iter().zip(&call.arguments);
        let values = given.filter_map(|(argument, form)| {
            let (name, value) = (argument_local(argument), self.fitting(argument, form.as_ref()?));
            Some(quote!(let #name = #value;))
        });
        let is_given = |argument: &Argument| {
            let mut given = operation.arguments.iter().zip(&call.arguments);
            given.any(|(known, form)| known.name == argument.name && form.is_some())
        };
        let arguments = in_order(operation)
            .filter(|argument| argument.is_parameter())
            .map(|argument| if is_given(argument) { lent(argument) } else { quote!(None) });
        let name = snake(&operation.name);
        let status = if self.client.errors.is_some() { quote!(status) } else { quote!(status_code) };
        quote! {
            {
                let client = self.setup.caller(#builder, #timeout)?;
                #(#values)*
                client.#name(#(#arguments),*).await.map_err(|error| runtime::EnrollmentError::call(error.#status(), error))
            }
        }
    }

    /// The value of an argument, which is an `Option` where the argument may be missing.
    fn fitting(&self, argument: &Argument, form: &Form) -> TokenStream {
        let value = self.value(form);
        if argument.from.is_none() && argument.ty.is_optional() && !form.value.optional {
            quote!(Some(#value))
        } else {
            value
        }
    }

    /// The client for what is stored.
    fn made(&self) -> TokenStream {
        let (record, result) = (self.record(), self.scope.prelude("Result"));
        let client = self.scope.path(&self.client.declaration);
        let builder = self.builder(&self.enrollment.connect);
        let mut arms = Vec::new();
        if let Some(check) = &self.enrollment.check {
            arms.extend(self.then(&check.then, &quote!(runtime::enrollment::Obtained::Stored)));
        }
        for (at, way) in self.enrollment.ways.iter().enumerate() {
            let at = Literal::usize_unsuffixed(at);
            arms.extend(self.then(&way.then, &quote!(runtime::enrollment::Obtained::Registered(#at))));
        }
        let thens = self.enrollment.check.iter().map(|check| &check.then);
        let thens = thens.chain(self.enrollment.ways.iter().map(|way| &way.then)).chain([&self.enrollment.connect]);
        let looks = looks_at(thens.flat_map(Connect::forms), STORED);
        let stored = identifier(if looks { "stored" } else { "_stored" });
        let (obtained, more) = if arms.is_empty() {
            (identifier("_obtained"), None)
        } else {
            let more = quote! {
                let builder = match obtained {
                    #(#arms)*
                    _ => builder,
                };
            };
            (identifier("obtained"), Some(more))
        };
        quote! {
            fn client(
                &self,
                #stored: &#record,
                #obtained: runtime::enrollment::Obtained,
            ) -> #result<#client, runtime::EnrollmentError> {
                let builder = #builder;
                #more
                Ok(self.setup.changed(builder).build()?)
            }
        }
    }

    fn then(&self, connect: &Connect, obtained: &TokenStream) -> Option<TokenStream> {
        let given = self.given(connect);
        (!given.is_empty()).then(|| quote!(#obtained => builder #given,))
    }

    /// The builder of a client that is connected so.
    fn builder(&self, connect: &Connect) -> TokenStream {
        let client = self.scope.path(&self.client.declaration);
        let given = self.given(connect);
        quote!(#client::builder() #given)
    }

    fn given(&self, connect: &Connect) -> TokenStream {
        let base_url = connect.base_url.as_ref().map(|form| {
            let value = self.value(form);
            if form.value.optional { quote!(.given_base_url(#value.as_deref())) } else { quote!(.base_url(#value)) }
        });
        let credentials = connect.credentials.iter().map(|(at, given)| match (given, &self.client.auth[*at]) {
            (Given::Signature { key_id, key }, _) => {
                let (key_id, key) = (self.secret(key_id), self.secret(key));
                quote!(.given_signed(#key_id, #key))
            }
            (Given::Secret(secret), Auth::ApiKey { header, name, .. }) => {
                let secret = self.secret(secret);
                match name {
                    Some(name) => quote!(.api_key_for(#name, #header, #secret)),
                    None => quote!(.api_key(#header, #secret)),
                }
            }
            (Given::Secret(secret), Auth::Token { name, .. }) => {
                let secret = self.secret(secret);
                match name {
                    Some(name) => quote!(.bearer_token_for(#name, #secret)),
                    None => quote!(.bearer_token(#secret)),
                }
            }
            (Given::Secret(secret), Auth::Bearer(_) | Auth::Signature(_)) => {
                let (secret, client) = (self.secret(secret), self.scope.path(&self.client.declaration));
                quote! {
                    .bearer(<#client as runtime::connection::Refreshed>::BEARER, [("refresh_token", #secret)])
                }
            }
        });
        let values = connect.values.iter().map(|(at, form)| {
            let (name, value) = (self.client.values[*at].name.as_written(), self.value(form));
            let value = if form.value.optional { value } else { quote!(Some(#value)) };
            quote!(.held_text(#name, #value))
        });
        quote!(#base_url #(#credentials)* #(#values)*)
    }

    /// A text that may be secret, as an `Option` of a secret.
    fn secret(&self, secret: &Secret) -> TokenStream {
        let form = match secret {
            Secret::Option(at) => {
                let name = snake(&self.enrollment.options[*at].name);
                return quote!(self.#name.clone());
            }
            Secret::Value(form) => form,
        };
        let values = Values::new(self.scope, Owner::Enrollment, form);
        let newtype = match form.value.ty.unaliased(&self.scope.model.types) {
            Type::Named(id) => Some(self.scope.path(&self.scope.declared(*id).declaration)),
            _ => None,
        };
        let ValueKind::Reference(reference) = &form.value.kind else {
            let value = self.value(form);
            let secret = quote!(runtime::Secret::new);
            return if form.value.optional { quote!(#value.map(#secret)) } else { quote!(Some(#secret(#value))) };
        };
        let value = values.borrowed(reference);
        let owned = |text: TokenStream| {
            let text = newtype.as_ref().map_or_else(|| text.clone(), |newtype| quote!(#newtype::as_str(#text)));
            quote!(runtime::Secret::new(#text.to_owned()))
        };
        let value = if form.value.optional {
            let secret = owned(quote!(text));
            quote!(#value.map(|text| #secret))
        } else {
            let secret = owned(value);
            quote!(Some(#secret))
        };
        let locals: Vec<_> = form.used().filter_map(|parameter| self.local(form, parameter, false)).collect();
        block(&locals, value)
    }

    /// The value of a form, owned.
    fn value(&self, form: &Form) -> TokenStream {
        if let Some(value) = self.handed_on(form) {
            return value;
        }
        let locals: Vec<_> = form.used().filter_map(|parameter| self.local(form, parameter, true)).collect();
        block(&locals, Values::new(self.scope, Owner::Enrollment, form).owned(&form.value))
    }

    /// The value of a form that is what it takes.
    fn handed_on(&self, form: &Form) -> Option<TokenStream> {
        let ValueKind::Reference(Reference { root: Root::Parameter(at), steps, .. }) = &form.value.kind else {
            return None;
        };
        let parameter = form.parameters.get(*at).filter(|_| steps.is_empty())?;
        let name = snake(&parameter.name);
        Some(match parameter.name.as_written() {
            _ if self.enrollment.option(parameter).is_some() => quote!(self.#name.clone()),
            NAME => quote!(self.setup.name().to_owned()),
            _ => quote!(#name.clone()),
        })
    }

    /// The local that a form finds a parameter in, where that is not there already.
    fn local(&self, form: &Form, parameter: &Parameter, is_owned: bool) -> Option<TokenStream> {
        let name = snake(&parameter.name);
        let is_option = self.enrollment.option(parameter).is_some();
        let place = match parameter.name.as_written() {
            _ if is_option => quote!(self.#name),
            NAME if is_owned => return Some(quote!(let #name = self.setup.name().to_owned();)),
            NAME => return Some(quote!(let #name = self.setup.name();)),
            STORED if form.hands_on(parameter) => return Some(quote!(let #name = #name.clone();)),
            // What is made for a registration is used by its call, and then stored.
            PUBLIC_KEY => return Some(quote!(let #name = #name.clone();)),
            _ => return None,
        };
        Some(if is_owned { quote!(let #name = #place.clone();) } else { quote!(let #name = &#place;) })
    }
}

/// Whether an option is given; an empty secret is none.
fn is_given(option: &EnrollmentOption) -> TokenStream {
    let name = snake(&option.name);
    if option.secret {
        quote!(self.#name.as_ref().is_some_and(|secret| !secret.expose().is_empty()))
    } else {
        quote!(self.#name.is_some())
    }
}

fn block(locals: &[TokenStream], value: TokenStream) -> TokenStream {
    if locals.is_empty() { value } else { quote!({ #(#locals)* #value }) }
}

fn looks_at<'f>(mut forms: impl Iterator<Item = &'f Form>, parameter: &str) -> bool {
    forms.any(|form| form.uses(parameter))
}

fn method(way: &Way) -> Ident {
    affixed("register_", &way.name, "")
}

/// The local of an argument; it shadows nothing that values look at.
fn argument_local(argument: &Argument) -> Ident {
    affixed("given_", &argument.name, "")
}

/// An argument as the method of an operation takes it.
fn lent(argument: &Argument) -> TokenStream {
    let name = argument_local(argument);
    if argument.role == Role::Body {
        return quote!(&#name);
    }
    if argument.from.is_some() {
        return if is_plain(argument.ty.required()) { quote!(Some(#name)) } else { quote!(Some(&#name)) };
    }
    match &argument.ty {
        Type::Optional(inner) => match &**inner {
            Type::String | Type::List(_) => quote!(#name.as_deref()),
            inner if is_plain(inner) => quote!(#name),
            _ => quote!(#name.as_ref()),
        },
        ty if is_plain(ty) => quote!(#name),
        _ => quote!(&#name),
    }
}

fn is_plain(ty: &Type) -> bool {
    is_copy(ty) && matches!(ty, Type::Bool | Type::I32 | Type::I64 | Type::U32 | Type::U64 | Type::F64)
}
