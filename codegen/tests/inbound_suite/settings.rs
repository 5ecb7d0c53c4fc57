//! Settings.

use crate::memory::{generated, reported};
use insta::assert_snapshot;

#[test]
fn every_type_of_setting_is_read_in_its_own_way() {
    assert_snapshot!(generated(
        r#"
types:
  Level: { enum: [debug, info] }
  Mode: { enum: [safe, fast], open: false }
  Name: { newtype: string, trim: true, non_empty: true }
  Share: { newtype: f64, min: 0, max: 1 }
settings:
  ShopSettings:
    doc: Where the shop is.
    fields:
      host: { type: string, env: SHOP_HOST, starts_with: ["https://"], trim_end: /, doc: The shop. }
      name: { type: Name, env: SHOP_NAME }
      token: { type: string, env: SHOP_TOKEN, secret: true }
      level: { type: Level, env: SHOP_LEVEL, default: info }
      mode: { type: Mode?, env: SHOP_MODE }
      share: { type: Share?, env: SHOP_SHARE }
      wait: { type: duration, env: SHOP_WAIT, default: 1m30s }
      tries: { type: u32?, env: SHOP_TRIES, default: 3 }
      reader: { type: string?, env: SHOP_READER, deprecated: Nobody reads. }
    urls:
      orders_url: { from: host, path: /orders, doc: Where orders are posted. }
      socket_url: { from: host, path: /socket, scheme: { https: wss } }
"#
    ));
}

#[test]
fn settings_that_are_all_optional_have_a_default() {
    let text = generated("settings:\n  ShopSettings: { fields: { level: { type: string?, env: LEVEL } } }\n");
    assert!(text.contains("impl Default for ShopSettings"));
    assert!(text.contains("#[derive(Clone, Debug, PartialEq)]"));
    assert!(!text.contains("fn origin"));
}

#[test]
fn a_default_is_stored_as_the_rules_leave_it() {
    let text = generated(
        "settings:\n  ShopSettings: { fields: { host: { type: string, env: HOST, default: \"https://shop//\", trim_end: / } } }\n",
    );
    assert!(text.contains("String::from(\"https://shop\")"), "{text}");
}

#[test]
fn mistakes_in_fields() {
    assert_snapshot!(reported(
        r#"
types:
  Note: { fields: { text: string } }
settings:
  ShopSettings:
    fields:
      host: { type: string, env: SHOP_HOST, default: shop.test, starts_with: ["https://"] }
      other: { type: string, env: SHOP_HOST }
      tries: { type: u32, env: shop-tries, default: many }
      digits: { type: u32, env: 1TRIES }
      notes: { type: [Note], env: SHOP_NOTES }
      note: { type: Note, env: SHOP_NOTE }
      wait: { type: duration, env: SHOP_WAIT, trim: true }
      new: { type: string, env: SHOP_NEW }
      with_host: { type: string, env: SHOP_WITH }
      nothing: { type: string, env: SHOP_NOTHING, trim_end: "" }
      unnamed: { type: string, evn: SHOP_UNNAMED }
  EmptySettings: { fields: {} }
"#
    ));
}

#[test]
fn mistakes_in_urls() {
    assert_snapshot!(reported(
        r#"
settings:
  ShopSettings:
    fields:
      host: { type: string, env: SHOP_HOST }
      tries: { type: u32, env: SHOP_TRIES }
      mirror: { type: string?, env: SHOP_MIRROR }
      token: { type: string, env: SHOP_TOKEN, secret: true }
    urls:
      host: { from: host }
      a_url: { from: hosst }
      b_url: { from: tries }
      c_url: { from: mirror }
      d_url: { from: token }
      e_url: { from: host, path: v1 }
      f_url: { from: host, path: //other.test/ }
      g_url: { from: host, path: "/a?b" }
      h_url: { from: host, scheme: {} }
      i_url: { from: host, scheme: { "https://": WSS } }
"#
    ));
}
