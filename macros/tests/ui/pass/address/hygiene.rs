//! Addresses of every place where nothing of the prelude is there; generic ones.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]

/// A URI, whose values may be dots.
#[derive(::typeloom_runtime::Address)]
#[address(uri = "acme://files/{folder}[/{file}]", dots = "keep", values(non_empty))]
pub struct File<F> {
    /// Any name.
    pub folder: F,
    /// Left out for the folder.
    pub file: ::std::option::Option<F>,
}

/// Headers.
#[derive(::std::fmt::Debug, ::std::cmp::PartialEq, ::typeloom_runtime::Address)]
#[address(values(trim))]
pub enum Result {
    /// A name of the prelude.
    #[address(header = "ok {Some}")]
    #[allow(non_snake_case)]
    Ok {
        /// Another one.
        Some: ::std::string::String,
    },
    /// Without values.
    #[address(header = "err")]
    Err,
}

/// A path.
#[derive(::typeloom_runtime::Address)]
#[address(path = "/{a}")]
pub struct Root {
    /// All of it.
    pub a: ::std::primitive::char,
}

fn main() {
    use ::std::assert_eq;
    use ::std::result::Result::Ok;
    use ::std::string::{String, ToString};
    use ::typeloom_runtime::Address;

    let file = File { folder: "..".to_string(), file: ::std::option::Option::None };
    assert_eq!(file.to_uri(), Ok("acme://files/..".to_string()));
    let read = File::<String>::parse_uri("acme://files/a/b%2Fc").map(|file| file.file);
    assert_eq!(read, Ok(::std::option::Option::Some("b/c".to_string())));
    assert_eq!(Result::parse_header("ok yes"), Ok(Result::Ok { Some: "yes".to_string() }));
    assert_eq!(Result::Err.to_address(), Ok("err".to_string()));
    assert_eq!(Root { a: 'ü' }.to_path(), Ok("/%C3%BC".to_string()));
}
