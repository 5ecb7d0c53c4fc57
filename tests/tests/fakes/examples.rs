//! Every example is a value of its generated type, and what that writes is what the description allows.

use typeloom_fake::description::Type;
use typeloom_fake::{Examples, check};
use typeloom_runtime::Model;

use super::{TestResult, description, desk};

/// Checks the examples of a type in both directions.
fn holds<T: Model>(name: &str) -> TestResult {
    let description = description()?;
    let (types, ty) = (&description.types, Type::Named(name.to_owned()));
    assert!(types.contains(name), "{name} is not described");
    for serial in [0, 1, 2, 41, 100_000] {
        let full = Examples::new(types, serial);
        for example in [full.value(&ty, "value"), full.sparse().value(&ty, "value")] {
            let text = example.to_string();
            check(types, &ty, &example).map_err(|problem| format!("{name}: {problem}: {text}"))?;
            let value = T::from_json(text.as_bytes()).map_err(|error| format!("{name}: {error}: {text}"))?;
            let written = serde_json::from_str(&value.to_json())?;
            check(types, &ty, &written).map_err(|problem| format!("{name}: {problem}: {written}"))?;
        }
    }
    Ok(())
}

macro_rules! hold {
    ($($test:ident: $($name:ident),+;)+) => {
        $(
            #[test]
            fn $test() -> TestResult {
                $(holds::<desk::$name>(concat!("desk.", stringify!($name)))?;)+
                Ok(())
            }
        )+
    };
}

hold! {
    scalars: All;
    words: Priority, Reaction;
    newtypes: Slug, Handle, Code, Percent, Temperature, Large, Tags, Maybe;
    records: Note, NewNote, Page, Settings, Mention, Sealed;
    unions: Inside, Beside, Around;
    what_contains_itself: Tree;
}
