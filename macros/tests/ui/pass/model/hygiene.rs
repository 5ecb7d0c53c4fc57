//! Derives where no name means what it usually does.
#![no_implicit_prelude]
#![deny(warnings, clippy::pedantic)]
#![allow(dead_code, non_camel_case_types, non_snake_case)]

extern crate typeloom_runtime as renamed;

mod shadowed {
    use ::renamed::Model;

    #[derive(Model)]
    #[model(crate = ::renamed)]
    pub struct Option {
        value: i32,
    }

    #[derive(Model)]
    #[model(crate = ::renamed)]
    pub enum Result {
        Ok,
        Err,
    }

    #[derive(Model)]
    #[model(crate = ::renamed)]
    pub struct String(::std::string::String);

    #[derive(Model)]
    #[model(crate = ::renamed)]
    pub struct Vec {}

    #[derive(Model)]
    #[model(crate = ::renamed)]
    pub enum Box {
        Some(Option),
        None(self::Vec),
        Unknown(::renamed::UnknownVariant),
    }

    #[derive(Model)]
    #[model(crate = ::renamed)]
    pub struct Default {
        option: self::Option,
        result: self::Result,
        string: self::String,
        boxed: ::std::option::Option<::std::boxed::Box<Box>>,
        list: ::std::vec::Vec<self::Option>,
        map: ::std::collections::BTreeMap<::std::string::String, ::std::string::String>,
    }
}

mod inner {
    pub mod runtime {
        pub type Value = i64;
    }

    pub const NAMES: i32 = 2;

    #[derive(::renamed::Model)]
    #[model(unknown = "refuse")]
    pub struct Locals<T> {
        pub reader: runtime::Value,
        pub object: T,
        pub unknown_fields: ::std::string::String,
        pub NAMES: ::std::option::Option<T>,
        pub r#type: i32,
        pub userId: u32,
        pub größe: u32,
        #[deprecated = "says nothing"]
        pub old: u32,
        #[cfg(any())]
        pub gone: Gone,
    }
}

macro_rules! made {
    ($name:ident { $($field:ident: $ty:ty),* }) => {
        #[derive(::renamed::Model)]
        pub struct $name {
            $($field: $ty,)*
            count: u32,
        }
    };
}

made!(Made { name: ::std::string::String, size: ::std::option::Option<i64> });

fn main() {
    use ::std::assert_eq;

    #[derive(::renamed::Model)]
    struct Local {
        made: Made,
    }
    #[derive(::renamed::Model)]
    struct Second(Local);

    let json = r#"{"made":{"name":"a","count":1}}"#;
    let second = <Second as ::renamed::Model>::from_json(json.as_bytes());
    let ::std::result::Result::Ok(second) = second else { ::std::panic!() };
    assert_eq!(::renamed::Model::to_json(&second), json);
    let json = r#"{"reader":1,"object":2,"unknown_fields":"","type":3,"userId":4,"größe":5,"old":6}"#;
    let locals = <inner::Locals<u32> as ::renamed::Model>::from_json(json.as_bytes());
    let ::std::result::Result::Ok(locals) = locals else { ::std::panic!() };
    assert_eq!(::renamed::Model::to_json(&locals), json);
}
