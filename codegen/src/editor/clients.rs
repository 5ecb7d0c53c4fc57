//! The `clients` section.

use super::words::{Case, Expression, Template, Text};
use super::{Members, described, forms, keys};

described! {
    /// Stubs for the operations of a server.
    Client {
        /// How query parameters are spelled on the wire.
        case: Option<Case>,
        /// The operations.
        operations: Members<Operation>,
    }
}

described! {
    /// An operation; it has one of the methods.
    Operation {
        /// Reads what is at this path.
        get: Option<Template>,
        /// Creates or does something at this path.
        post: Option<Template>,
        /// Puts something in the place of what is at this path.
        put: Option<Template>,
        /// Changes a part of what is at this path.
        patch: Option<Template>,
        /// Removes what is at this path.
        delete: Option<Template>,
        /// Arguments that go into the path by name, or where the method has them.
        arguments: Option<Members<Argument>>,
        /// Arguments that are query parameters.
        query: Option<Members<Argument>>,
        /// Arguments that are headers.
        headers: Option<Members<Argument>>,
        /// The argument that is the body.
        body: Option<Members<Argument>>,
        /// What the body of the response holds.
        returns: Option<Expression>,
    }
}

forms! {
    /// A type, or a type and more.
    Argument {
        Short(Expression),
        Long(LongArgument),
    }
}

keys! {
    /// An argument of an operation.
    LongArgument {
        /// What it is, in Markdown; becomes part of the documentation of the operation.
        doc: Option<Text>,
        /// The type.
        #[schemars(rename = "type")]
        ty: Expression,
        /// The name of the query parameter or header.
        wire: Option<Text>,
    }
}
