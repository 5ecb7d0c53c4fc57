use proc_macro2::TokenStream;
use quote::quote;

use super::expand;

/// Every message of the errors, in order.
fn mistakes(input: TokenStream) -> Vec<String> {
    expand(input).unwrap_err().into_iter().map(|error| error.to_string()).collect()
}

#[test]
fn a_record_becomes_its_codec() {
    let expanded = expand(quote! {
        #[model(crate = runtime, case = "camelCase")]
        struct Order {
            order_id: String,
            #[model(default = 3)]
            priority: i32,
            note: Option<String>,
            r#type: Kind,
        }
    });
    let text = expanded.unwrap().to_string();
    let names = r#"Names :: new (& ["orderId" , "priority" , "note" , "type"]) . with_required (& [0])"#;
    assert!(text.contains(names), "{text}");
    assert!(text.contains("impl runtime :: Record for Order"), "{text}");
    assert!(text.contains("let mut __field_3 = runtime :: json :: Late :: new ()"), "{text}");
    assert!(text.contains("r#type : __field_3"), "{text}");
}

#[test]
fn all_mistakes_are_told_at_once() {
    let found = mistakes(quote! {
        #[model(crate = runtime, csae = "camelCase")]
        struct Order {
            #[model(wier = "id")]
            order_id: String,
            #[model(default = "many")]
            count: u32,
            #[model(secret)]
            token: String,
            name: &'static str,
        }
    });
    let found = found.join("\n");
    for expected in ["did you mean `case`?", "did you mean `wire`?", "`Secret<T>`", "cannot be borrowed"] {
        assert!(found.contains(expected), "{expected}: {found}");
    }
}
