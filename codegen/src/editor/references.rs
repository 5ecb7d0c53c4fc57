//! The `references` section.

use super::addresses::Fragment;
use super::words::{Rules, Template, Text, Texts};
use super::{Members, described, forms, keys};

described! {
    /// Addresses of a subject, a kind and a key.
    Reference {
        /// The set of subjects.
        subject: Text,
        /// The set of kinds.
        kind: Text,
        /// The key: the primary one, or a certain one.
        key: Key,
        /// The path, of `{subject}`, `{kind}` and `{key}`.
        path: Template,
        /// The kinds that are addressed without a subject.
        without_subject: Option<Texts>,
        /// What stands in names.
        fragment: Option<ReferenceFragment>,
        /// Constructors for one kind, by name.
        shorthands: Option<Members<Shorthand>>,
        /// The type that joins paths to a base URL.
        paths: Option<Paths>,
        /// References whose subject is read from a context.
        runtime: Option<RuntimeReference>,
        /// References and their paths: assertions in the documentation, which tests run.
        examples: Option<Vec<Example>>,
    }
}

keys! {
    /// A reference and its path.
    Example {
        /// The subject: a member and its value, or the list of its values.
        subject: Option<Members<Texts>>,
        /// The kind.
        kind: Text,
        /// A concrete key; without it the example is about the primary one.
        key: Option<Text>,
        /// The path.
        path: Text,
    }
}

keys! {
    /// The key of a reference.
    Key {
        /// The name of its type.
        name: Text,
        /// What errors call the value.
        parameter: Option<Text>,
        /// Rules for the value.
        values: Option<Rules>,
        /// How the value becomes part of names.
        fragment: Option<Fragment>,
    }
}

keys! {
    /// What stands in names.
    ReferenceFragment {
        /// What stands for the subject where there is none.
        without_subject: Text,
    }
}

keys! {
    /// A constructor for one kind.
    Shorthand {
        /// The kind.
        kind: Text,
        /// The name of the constructor without a subject.
        global: Option<Text>,
    }
}

described! {
    /// The type that joins paths to a base URL.
    Paths {
        /// The name of the type.
        name: Text,
        /// The base URL.
        base: Option<Base>,
        /// Paths with names of their own.
        routes: Option<Members<Route>>,
        /// What is done at an address: its path with a suffix.
        operations: Option<Members<Operation>>,
    }
}

forms! {
    /// The setting that is the base URL, or that and the name of the method.
    Base {
        Setting(Text),
        Long(LongBase),
    }
}

keys! {
    /// The base URL.
    LongBase {
        /// The name of the method that gives it.
        name: Option<Text>,
        /// The setting that it comes from.
        from: Option<Text>,
    }
}

described! {
    /// A path with a name of its own.
    Route {
        /// The kind.
        kind: Text,
        /// Whether the route has a subject.
        subject: Option<RouteSubject>,
        /// Which key the route has.
        key: Option<RouteKey>,
        /// What follows the path.
        suffix: Option<Text>,
    }
}

/// Whether a route has a subject.
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "only the schema is used")]
pub(super) enum RouteSubject {
    Required,
    None,
}

/// Which key a route has.
#[derive(schemars::JsonSchema)]
#[schemars(rename_all = "lowercase")]
#[expect(dead_code, reason = "only the schema is used")]
pub(super) enum RouteKey {
    Primary,
    Concrete,
}

described! {
    /// What is done at an address.
    Operation {
        /// The kind.
        kind: Text,
        /// What follows the path.
        suffix: Text,
    }
}

described! {
    /// References whose subject is read from a context.
    RuntimeReference {
        /// The name of the type.
        name: Text,
        /// The name of the enum of sources.
        source: Text,
        /// The context that is read.
        context: Text,
        /// The places of the context that name a subject.
        sources: Members<Source>,
    }
}

described! {
    /// A place of a context that names a subject.
    Source {
        /// The member of the set of subjects.
        subject: Text,
        /// The path of the value.
        from: Text,
    }
}
