//! Kinds where nothing of the prelude is there, or means something else.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]

/// Takes the place of an `Option`, and is no `Copy`.
#[derive(::std::fmt::Debug, ::std::cmp::PartialEq, ::typeloom_runtime::Kind)]
#[kind(crate = ::typeloom_runtime, case = "SCREAMING_SNAKE_CASE")]
pub enum Option {
    /// In capitals.
    #[kind(segment = "https")]
    HTTPShop,
    /// A name of the prelude.
    None,
    /// Spelled in its own way.
    #[kind(wire = "some thing", segment = "some")]
    Some,
}

fn main() {
    use ::std::assert_eq;
    use ::std::result::Result::Ok;
    use ::std::string::ToString;

    assert_eq!(Option::HTTPShop.as_str(), "HTTP_SHOP");
    assert_eq!("some thing".parse(), Ok(Option::Some));
    assert_eq!(Option::Some.to_string(), "some thing");
    assert_eq!(Option::None.segment(), ::std::option::Option::None);
    assert_eq!(Option::ALL.len(), 3);
    let kind: &dyn ::typeloom_runtime::Kind = &Option::HTTPShop;
    assert_eq!(kind.segment(), ::std::option::Option::Some("https"));
}
