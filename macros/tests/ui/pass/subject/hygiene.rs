//! Subjects where nothing of the prelude is there, or means something else; of odd names, and generic ones.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]

/// The runtime under another name.
pub mod elsewhere {
    pub use ::typeloom_runtime as loom;
}

/// Names of the prelude with other meanings.
pub mod shadows {
    /// Takes the place of an `Option`.
    #[derive(::typeloom_runtime::Subject)]
    #[subject(crate = crate::elsewhere::loom, path = "/options/{text}")]
    pub struct Option {
        /// Shadows a local of the emitted code.
        pub text: ::std::string::String,
    }

    /// Takes the place of a `Result`.
    #[derive(::std::fmt::Debug, ::std::cmp::PartialEq, ::typeloom_runtime::Subject)]
    #[subject(case = "snake_case", values(trim, pattern = "[a-zé/]+"))]
    pub enum Result {
        /// With names that locals of the emitted code have.
        #[subject(path = "/https/{out}[/{value}]")]
        HTTPShop {
            /// As a local.
            out: ::std::string::String,
            /// As another.
            value: ::std::option::Option<::std::string::String>,
        },
        /// With a keyword, and two that differ in case only.
        #[subject(path = "/kinds/{type}/{fooBar}/{foo_bar}", wire = "kind of")]
        #[allow(non_snake_case)]
        Kind {
            /// A keyword.
            r#type: ::std::string::String,
            /// In camel case.
            #[subject(max_length = 3)]
            fooBar: u8,
            /// In snake case.
            foo_bar: ::std::string::String,
        },
        /// Without fields.
        #[subject(path = "/none")]
        None,
        /// Without fields, in braces.
        #[subject(path = "/some")]
        Some {},
    }

    /// The name of a constant of the emitted code.
    pub const TEMPLATES: u8 = 1;
}

/// A subject with an identifier of any type.
#[derive(::typeloom_runtime::Subject)]
#[subject(path = "/shops/{id}[/{floor}]")]
pub struct Shop<I, const N: usize = 1>
where
    I: ::std::marker::Copy,
{
    /// Which one.
    pub id: I,
    /// Where in it.
    pub floor: ::std::option::Option<I>,
}

fn main() {
    use ::std::assert_eq;
    use ::std::option::Option::{None, Some};
    use ::std::result::Result::Ok;
    use ::std::string::ToString;
    use ::typeloom_runtime::Subject;

    let shop: Shop<u8> = Shop { id: 7, floor: Some(2) };
    assert_eq!(shop.to_path(), Ok("/shops/7/2".to_string()));
    let read = Shop::<char>::parse_path("/shops/%C3%A9").map(|shop| (shop.id, shop.floor));
    assert_eq!(read, Ok(('é', None)));
    assert_eq!(shadows::Option { text: "a b".to_string() }.to_path(), Ok("/options/a%20b".to_string()));

    let https = shadows::Result::HTTPShop { out: " é ".to_string(), value: None };
    assert_eq!((https.kind_name(), https.to_path()), ("http_shop", Ok("/https/%C3%A9".to_string())));
    let kind = shadows::Result::parse_path("/kinds/a/200/b");
    assert_eq!(kind.is_err(), true);
    assert_eq!(shadows::Result::parse_path("/some"), Ok(shadows::Result::Some {}));
    assert_eq!(shadows::Result::None.kind_name(), "none");
}
