//! Settings of every form where nothing of the prelude is there.
#![no_implicit_prelude]
#![deny(warnings, missing_docs)]

use ::std::net::IpAddr;
use ::std::option::Option;
use ::std::string::String;
use ::typeloom_runtime::Secret;

/// Takes the place of a `Result`.
#[derive(::std::fmt::Debug, ::typeloom_runtime::Settings)]
#[settings(crate = ::typeloom_runtime, prefix = "ACME_")]
pub struct Result<T> {
    /// With the name of a local of the emitted code.
    pub reader: String,
    /// A keyword.
    #[settings(env = "KIND", trim, pattern = "[a-z]+", default = "shop")]
    pub r#type: String,
    /// Hidden.
    pub token: Secret<String>,
    /// Hidden, with a default.
    #[settings(default = "none")]
    pub key: Secret<String>,
    /// Hidden, and not needed.
    pub password: Option<Secret<String>>,
    /// A number that the language has no word for.
    #[settings(default = -3)]
    pub small: i8,
    /// What `Default` gives.
    #[settings(default)]
    pub count: u64,
    /// The runtime's type.
    #[settings(default = "2s")]
    pub wait: ::typeloom_runtime::Duration,
    /// The standard library's.
    #[settings(default = "3s")]
    pub rest: ::std::time::Duration,
    /// Reads itself.
    pub address: Option<IpAddr>,
    /// Reads itself, too.
    pub own: T,
    /// With a default that is `true`.
    #[settings(default = true)]
    pub verbose: bool,
    /// Of a type of one's own.
    #[settings(default = "u")]
    pub url: Url,
    /// A share.
    #[settings(default = 0.5)]
    pub share: f64,
}

/// Has the name of a type of the language, which is no setting of a schema.
#[derive(::std::fmt::Debug)]
pub struct Url(char);

impl ::std::str::FromStr for Url {
    type Err = ::std::char::ParseCharError;

    fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Takes no settings.
#[derive(::typeloom_runtime::Settings)]
pub struct Bare {
    /// Without a prefix.
    pub host: String,
}

fn main() {
    use ::std::assert_eq;
    use ::std::assert;
    use ::std::collections::BTreeMap;
    use ::std::convert::From;
    use ::std::string::ToString;

    let pairs = [("ACME_READER", "r"), ("ACME_TOKEN", "hunter2"), ("ACME_OWN", "x"), ("HOST", "acme")];
    let environment = BTreeMap::from(pairs.map(|(name, value)| (name.to_string(), value.to_string())));
    let settings = Result::<char>::from_environment(&environment).unwrap();
    assert_eq!((settings.reader.as_str(), settings.r#type.as_str()), ("r", "shop"));
    assert_eq!((settings.small, settings.count, settings.own, settings.url.0), (-3, 0, 'x', 'u'));
    assert_eq!((settings.wait.get().as_secs(), settings.rest.as_secs()), (2, 3));
    assert!(settings.verbose && settings.share == 0.5 && settings.address.is_none() && settings.password.is_none());
    assert_eq!((settings.token.expose().as_str(), settings.key.expose().as_str()), ("hunter2", "none"));
    assert_eq!(Bare::from_environment(&environment).unwrap().host, "acme");
    assert!(Result::<char>::from_environment(&BTreeMap::new()).is_err());
}
