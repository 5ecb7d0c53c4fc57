//! The `clients` section.

use super::words::{Case, Expression, Template, Text};
use super::{Members, described, forms, keys};

described! {
    /// Stubs for the operations of a server.
    Client {
        /// How query parameters are spelled on the wire.
        case: Option<Case>,
        /// Where it speaks GraphQL.
        graphql: Option<GraphqlEndpoint>,
        /// The operations.
        operations: Members<Operation>,
    }
}

keys! {
    /// Where a server speaks GraphQL.
    GraphqlEndpoint {
        /// The path that queries and mutations are sent to.
        path: Template,
        /// The path at which subscriptions are opened.
        socket: Option<Template>,
    }
}

forms! {
    /// An operation.
    Operation {
        Http(HttpOperation),
        Graphql(GraphqlOperation),
    }
}

described! {
    /// An operation over GraphQL; it is of one kind.
    GraphqlOperation {
        /// Reads this field.
        query: Option<Text>,
        /// Does what this field stands for.
        mutation: Option<Text>,
        /// Listens to this field.
        subscription: Option<Text>,
        /// What the operation is called in the document.
        name: Option<Text>,
        /// The arguments of the field, which are variables of the document.
        variables: Option<Members<Variable>>,
        /// Fields that are asked for under another name, by that name.
        aliases: Option<Members<Text>>,
        /// What the field holds; what is asked of it follows.
        returns: Expression,
    }
}

forms! {
    /// A type, or a variable in full.
    Variable {
        Short(Expression),
        Long(LongVariable),
    }
}

keys! {
    /// A variable of an operation over GraphQL.
    LongVariable {
        /// What it is, in Markdown; becomes part of the documentation of the operation.
        doc: Option<Text>,
        /// The type, or the name of a selector or of subjects, which have a form in GraphQL.
        #[schemars(rename = "type")]
        ty: Expression,
        /// What the type is called in GraphQL, without `!` and brackets.
        graphql: Option<Text>,
        /// The name of the argument.
        wire: Option<Text>,
        /// The name of the variable in the document.
        variable: Option<Text>,
        /// Whether it is sent as `null` when it is missing.
        as_null: Option<bool>,
    }
}

described! {
    /// An operation; it has one of the methods.
    HttpOperation {
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
