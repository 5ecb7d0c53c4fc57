//! Settings that no environment can have.

use typeloom_runtime::{Secret, Settings};

#[derive(Settings)]
#[settings(prefix = "shop-", profix = "x")]
struct Prefix {
    host: String,
}

#[derive(Settings)]
#[settings(prefix = "SHOP_")]
struct Fields {
    #[settings(env = "2nd")]
    second: String,
    #[settings(env = "SHOP_TOKEN")]
    key: String,
    token: Secret<String>,
    #[settings(secret)]
    password: String,
    #[settings(defualt = "x")]
    typo: String,
    #[settings(default = "many")]
    count: u32,
    #[settings(default = "ftp", starts_with = "http")]
    scheme: String,
    #[settings(default)]
    absent: Option<String>,
    #[settings(trim)]
    trimmed: u16,
    list: Vec<String>,
    #[settings(default = 300)]
    wait: std::time::Duration,
}

#[derive(Settings)]
struct Tuple(String);

#[derive(Settings)]
enum Choice {
    A,
}

#[derive(Settings)]
struct Nothing {}

fn main() {}
