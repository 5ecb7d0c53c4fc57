use serde_json::json;

use super::Examples;
use crate::checks::check;
use crate::description::{Type, Types};

fn types(value: serde_json::Value) -> Types {
    serde_json::from_value(value).expect("these are types")
}

fn ty(value: serde_json::Value) -> Type {
    serde_json::from_value(value).expect("this is a type")
}

#[test]
fn every_scalar_has_an_example() {
    let types = Types::default();
    let scalars =
        ["string", "bool", "i32", "i64", "u32", "u64", "f64", "json", "bytes", "timestamp", "duration", "uuid", "url"];
    for scalar in scalars {
        let ty = ty(json!(scalar));
        for serial in [0, 1, 86_399, u64::MAX] {
            let value = Examples::new(&types, serial).value(&ty, "order_id");
            assert_eq!(check(&types, &ty, &value), Ok(()), "{scalar}: {value}");
        }
    }
}

#[test]
fn rules_are_kept_and_serial_numbers_tell_texts_apart() {
    let rules = [
        json!({ "non_empty": true, "trim": true }),
        json!({ "min_length": 30 }),
        json!({ "max_length": 3 }),
        json!({ "min_length": 4, "max_length": 4 }),
        json!({ "starts_with": ["https://", "http://"], "trim_end": "/" }),
        json!({ "pattern": "[a-z]+:[a-z_]+" }),
        json!({ "pattern": "ord_[0-9A-F]{8}(-x)?" }),
        json!({ "pattern": r"\d{3}-\w+" }),
        json!({ "pattern": "[a-z]+(-[a-z]+)*", "max_length": 6 }),
        json!({ "pattern": "(red|green) .*", "max_length": 40 }),
        json!({ "starts_with": ["v"], "pattern": r"v\d+\.\d+" }),
    ];
    for rules in rules {
        let types = types(json!({ "T": { "newtype": { "of": "string", "rules": rules } } }));
        let ty = ty(json!({ "named": "T" }));
        let values: Vec<_> = (1..=3).map(|serial| Examples::new(&types, serial).value(&ty, "display_name")).collect();
        for value in &values {
            assert_eq!(check(&types, &ty, value), Ok(()), "{rules}: {value}");
        }
        assert!(values[0] != values[1] && values[1] != values[2], "{rules}: {values:?}");
    }
}

#[test]
fn numbers_stay_between_their_limits() {
    for (of, min, max) in [("u32", 10, 20), ("i64", -5, -2), ("f64", 100, 200)] {
        let types = types(json!({ "T": { "newtype": { "of": of, "min": min, "max": max } } }));
        let ty = ty(json!({ "named": "T" }));
        for serial in [0, 15, 1_000] {
            let value = Examples::new(&types, serial).value(&ty, "n");
            assert_eq!(check(&types, &ty, &value), Ok(()), "{of}: {value}");
        }
    }
}

#[test]
fn what_contains_itself_ends() {
    let types = types(json!({
        "Tree": { "record": { "fields": [
            { "name": "left", "type": { "optional": { "named": "Tree" } } },
            { "name": "leaves", "type": { "list": { "named": "Shape" } } },
            { "name": "by_name", "type": { "map": { "list": { "named": "Tree" } } } } ] } },
        "Shape": { "union": { "tagging": { "internal": { "tag": "kind" } }, "variants": [
            { "name": "group", "type": { "named": "Group" } },
            { "name": "dot", "type": { "named": "Dot" } } ] } },
        "Group": { "record": { "fields": [{ "name": "of", "type": { "named": "Shape" } }] } },
        "Dot": { "record": { "closed": true, "fields": [{ "name": "size", "type": "u32" }] } }
    }));
    let ty = ty(json!({ "named": "Tree" }));
    let value = Examples::new(&types, 1).value(&ty, "tree");
    assert_eq!(check(&types, &ty, &value), Ok(()), "{value}");
    let dot = json!({ "kind": "dot", "size": 1 });
    assert_eq!(value, json!({ "leaves": [{ "kind": "group", "of": dot }], "by_name": {} }));
}
