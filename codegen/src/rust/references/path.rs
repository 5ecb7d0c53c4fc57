//! The path of a reference, and the part of a name that it becomes.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::Emitter;
use crate::rust::scope::Scope;
use crate::rust::templates;

/// The path, by way of a function that also serves routes, which have no reference.
pub(super) fn emit(scope: &Scope<'_>, emitter: &Emitter<'_>) -> TokenStream {
    let (result, option, string) = (scope.prelude("Result"), scope.prelude("Option"), scope.prelude("String"));
    let own_subject = if emitter.is_optional() {
        quote!(self.subject.as_ref().map(|subject| subject as &dyn runtime::Subject))
    } else {
        quote!(Some(&self.subject as &dyn runtime::Subject))
    };
    let required = emitter.is_optional().then(|| subject_required(emitter));
    let capacity = capacity(emitter);
    let write = write(emitter);
    quote! {
        /// The path.
        ///
        /// # Errors
        /// When the kind has no path, or needs a subject and has none, or when a value cannot stand in a path.
        pub fn path(&self) -> #result<#string, runtime::ReferenceError> {
            #required
            let subject = #own_subject;
            let key = self.key.value();
            let mut path = #string::with_capacity(Self::capacity(subject, key));
            Self::write(&mut path, subject, &self.kind, key)?;
            Ok(path)
        }

        fn capacity(subject: #option<&dyn runtime::Subject>, key: #option<&str>) -> usize {
            #capacity
        }

        fn write(
            out: &mut #string,
            subject: #option<&dyn runtime::Subject>,
            kind: &dyn runtime::Kind,
            key: #option<&str>,
        ) -> #result<(), runtime::ReferenceError> {
            #write
            Ok(())
        }
    }
}

fn capacity(emitter: &Emitter<'_>) -> TokenStream {
    let path = &emitter.reference.path;
    let segments = emitter.kinds.members.iter().filter_map(|kind| kind.segment.as_ref());
    let longest = segments.map(String::len).max().unwrap_or_default();
    let literals = path.before.len() + path.between.len() + longest + path.after.len() + path.end.len();
    let literals = Literal::usize_unsuffixed(literals);
    quote! {
        let subject = subject.map_or(0, |subject| subject.path_capacity());
        #literals + subject + key.map_or(0, |key| 3 * key.len())
    }
}

/// Refuses to go without a subject where the kind does not allow it; a kind without a path is refused for that.
fn subject_required(emitter: &Emitter<'_>) -> TokenStream {
    let without = emitter.reference.without_subject.iter().map(|kind| emitter.kind_member(*kind));
    quote! {
        if self.subject.is_none() && self.kind.segment().is_some() && !matches!(self.kind, #(#without)|*) {
            return Err(runtime::ReferenceError::SubjectRequired { kind: self.kind.as_str() });
        }
    }
}

fn write(emitter: &Emitter<'_>) -> TokenStream {
    let path = &emitter.reference.path;
    let out = quote!(out);
    let before = templates::literal(&path.before, &out);
    let between = templates::literal(&path.between, &out);
    let after = templates::literal(&path.after, &out);
    let end = templates::literal(&path.end, &out);
    let parameter = emitter.reference.key.parameter.as_written();
    quote! {
        let Some(segment) = kind.segment() else {
            return Err(runtime::ReferenceError::NoRoute { kind: kind.as_str() });
        };
        #before
        if let Some(subject) = subject {
            subject.write_path(out)?;
        }
        #between
        out.push_str(segment);
        if let Some(key) = key {
            #after
            runtime::template::push_segment(out, #parameter, key)?;
            #end
        }
    }
}

pub(super) fn name_fragment(scope: &Scope<'_>, emitter: &Emitter<'_>, global: &str) -> TokenStream {
    let (result, string) = (scope.prelude("Result"), scope.prelude("String"));
    let start = if emitter.is_optional() {
        quote! {
            let mut name = match &self.subject {
                Some(subject) => subject.name_fragment(),
                None => #string::from(#global),
            };
        }
    } else {
        quote!(let mut name = self.subject.name_fragment();)
    };
    quote! {
        /// The reference as a part of a name.
        ///
        /// # Errors
        /// When the kind has no path, and so no name either.
        pub fn name_fragment(&self) -> #result<#string, runtime::ReferenceError> {
            let Some(segment) = self.kind.segment() else {
                return Err(runtime::ReferenceError::NoRoute { kind: self.kind.as_str() });
            };
            #start
            name.push('_');
            name.push_str(segment);
            name.push('_');
            name.push_str(&self.key.name_fragment());
            Ok(name)
        }
    }
}
