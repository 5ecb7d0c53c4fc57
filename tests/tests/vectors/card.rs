//! Cards: components and their markup, what can be given as a card, and what its file is called.

pub mod shown;

use aion_sdk::runtime::rule::trim;
use aion_sdk::runtime::{Bytes, Model};
use aion_sdk::{Actions, Button, Card, CardDocument, Divider, Field, Fields, Text};
use serde_json::Value;
use serde_json::value::Index;

use super::rows::{Account, Outcome, Row, read};

pub const ESCAPED: &str = "Text in cards is escaped";
const NAMED: &str = "The file of a card has a name that stays in its folder";
const UNWRITABLE: &str = "cannot be written, as the types exclude it";

#[test]
fn cards_agree_with_the_official_package() {
    let account = Account::of(&read("card"), judge);
    account.check();
    insta::assert_snapshot!(account, @r"
    118 agree
    30 deviate: Text in cards is escaped
    1 deviate: The file of a card has a name that stays in its folder
    3 do not apply: artifacts are records
    3 do not apply: cannot be written, as the types exclude it
    2 do not apply: how Python shows an object
    ");
}

fn judge(row: &Row) -> Outcome {
    let arguments = &row.arguments;
    match row.call.as_str() {
        "Text.to_jsx" => markup(row, || Text::new(text(arguments, "content")).to_string(), shown::text),
        "Field.to_jsx" => markup(row, || field(arguments, "label", "value").to_string(), shown::field),
        "Fields.to_jsx" => markup(row, || fields(&arguments["children"]).to_string(), shown::fields),
        "Divider.to_jsx" => markup(row, || Divider::new().to_string(), shown::divider),
        "Button.to_jsx" if alternatives(arguments) != 1 => unwritable(row),
        "Button.to_jsx" => markup(row, || button(arguments).to_string(), shown::button),
        "Actions.to_jsx" => markup(row, || actions(&arguments["children"]).to_string(), shown::actions),
        "Card.jsx" => markup(row, || titled(arguments).to_string(), shown::card),
        "Card" | "Card.part" => card(row),
        "Card.add" => unwritable(row),
        "Card.repr" => Outcome::DoesNotApply("how Python shows an object"),
        "is_jsx_card" => match arguments["content"].as_str() {
            Some(content) => same(row, &CardDocument::is_markup(content).into()),
            None => Outcome::DoesNotApply(UNWRITABLE),
        },
        // Blank markup is no card, and so has no title.
        "extract_card_name" => {
            let card = CardDocument::from_markup(text(arguments, "card_jsx")).ok();
            same(row, &card.as_ref().and_then(|card| card.title()).into())
        }
        "build_card_a2a_part.filename" => match CardDocument::from_markup(text(arguments, "jsx")) {
            Ok(card) => file(row, &card, row.recorded.as_ref().ok().and_then(Value::as_str), card.title()),
            Err(error) => refused(row, &error),
        },
        "url_artifact" | "file_artifact" | "data_artifact" => Outcome::DoesNotApply("artifacts are records"),
        other => Outcome::Differs(format!("`{other}` is not compared")),
    }
}

fn text<'a>(arguments: &'a Value, name: &str) -> &'a str {
    arguments[name].as_str().unwrap_or_default()
}

fn same(row: &Row, ours: &Value) -> Outcome {
    match &row.recorded {
        Ok(recorded) if recorded == ours => Outcome::Agrees,
        recorded => Outcome::Differs(format!("recorded {recorded:?}, ours {ours}")),
    }
}

/// A misuse that is recorded as an error, and that does not compile here.
fn unwritable(row: &Row) -> Outcome {
    match &row.recorded {
        Err(_) => Outcome::DoesNotApply(UNWRITABLE),
        Ok(recorded) => Outcome::Differs(format!("cannot be written, recorded {recorded}")),
    }
}

fn refused(row: &Row, error: &dyn std::error::Error) -> Outcome {
    match &row.recorded {
        Err(_) => Outcome::Agrees,
        Ok(recorded) => Outcome::Differs(format!("recorded {recorded}, ours refuses: {error}")),
    }
}

fn field(arguments: &Value, label: impl Index, value: impl Index) -> Field {
    Field::new(arguments[label].as_str().unwrap(), arguments[value].as_str().unwrap())
}

pub fn fields(children: &Value) -> Fields {
    children.as_array().unwrap().iter().fold(Fields::new(), |fields, child| fields.add(field(child, 0, 1)))
}

/// How many of the two ways to make a button are given.
fn alternatives(arguments: &Value) -> usize {
    ["id", "url"].iter().filter(|name| arguments[name].is_string()).count()
}

fn button(arguments: &Value) -> Button {
    let label = text(arguments, "label");
    let button = match arguments["id"].as_str() {
        Some(id) => Button::id(id, label),
        None => Button::url(text(arguments, "url"), label),
    };
    button.with_style(text(arguments, "style"))
}

pub fn actions(children: &Value) -> Actions {
    children.as_array().unwrap().iter().fold(Actions::new(), |actions, child| actions.add(button(child)))
}

pub fn titled(arguments: &Value) -> Card {
    match arguments["title"].as_str() {
        Some(title) => Card::new(title),
        None => Card::untitled(),
    }
}

/// The example of the documentation.
fn example() -> Card {
    Card::new("Deployment approved")
        .add(Text::new("Production rollout is ready."))
        .add(Fields::new().add(Field::new("Env", "prod")).add(Field::new("Run", "#42")))
        .add(Divider::new())
        .add(
            Actions::new()
                .add(Button::id("approve", "Approve").with_style("primary"))
                .add(Button::url("https://example.com/run/42", "Open run")),
        )
}

/// Compares markup: what is shown without escaping is as recorded, and with escaping it is ours.
fn markup(row: &Row, ours: impl Fn() -> String, shown: impl Fn(&Value, shown::Escapes) -> String) -> Outcome {
    let ours = ours();
    let (plain, safe) = (shown(&row.arguments, shown::VERBATIM), shown(&row.arguments, shown::SAFE));
    match &row.recorded {
        Ok(recorded) if *recorded == plain && ours == safe => {
            if plain == safe {
                Outcome::Agrees
            } else {
                Outcome::Deviates(ESCAPED)
            }
        }
        recorded => Outcome::Differs(format!("recorded {recorded:?}, as escaped {safe:?}, ours {ours:?}")),
    }
}

/// Cards that are built or given, and the parts that they become.
fn card(row: &Row) -> Outcome {
    let arguments = &row.arguments;
    let given = match (arguments["jsx"].as_str(), arguments["url"].as_str()) {
        (Some(_), Some(_)) => return unwritable(row),
        (Some(markup), None) => CardDocument::from_markup(markup),
        (None, Some(url)) => CardDocument::from_url(url),
        (None, None) if arguments["doc_example"] == true => Ok(example().into()),
        (None, None) => Ok(titled(arguments).into()),
    };
    let card = match given {
        Ok(card) => card,
        Err(error) => return refused(row, &error),
    };
    let Ok(recorded) = &row.recorded else { return Outcome::Differs("recorded as an error".to_owned()) };
    // What is recorded of a card is its markup, or its fields and the part, or the part.
    if let Some(recorded) = recorded.as_str() {
        return if card.markup() == Some(recorded) {
            Outcome::Agrees
        } else {
            Outcome::Differs(format!("ours {card}"))
        };
    }
    let part = recorded.get("part").unwrap_or(recorded);
    if part["mediaType"] != card.media_type() || part["url"].as_str() != card.url() {
        return Outcome::Differs(format!("recorded {part}, ours {card:?}"));
    }
    let Some(raw) = part.get("raw") else {
        let is_bare = card.markup().is_none() && card.file_name().is_none() && part.get("filename").is_none();
        return if is_bare { Outcome::Agrees } else { Outcome::Differs(format!("ours {card:?}")) };
    };
    let raw = Bytes::from_value(raw).unwrap();
    let raw = std::str::from_utf8(raw.as_ref()).unwrap();
    let safe = if arguments["title"].is_string() && arguments["jsx"].is_null() {
        shown::card(arguments, shown::SAFE)
    } else {
        raw.to_owned()
    };
    if card.markup() != Some(safe.as_str()) || (safe != raw && shown::card(arguments, shown::VERBATIM) != raw) {
        return Outcome::Differs(format!("recorded {raw}, ours {card}"));
    }
    // The official package looks for the title in its own markup, where it may not be whole.
    let found = CardDocument::from_markup(raw).unwrap();
    match file(row, &card, part["filename"].as_str(), found.title()) {
        Outcome::Agrees if safe != raw => Outcome::Deviates(ESCAPED),
        outcome => outcome,
    }
}

/// Compares names of files: that of the title that the official package found is as recorded, and that of our title, with
/// dashes for what could lead elsewhere, is ours.
fn file(row: &Row, card: &CardDocument, recorded: Option<&str>, found: Option<&str>) -> Outcome {
    let named = |title: Option<&str>| match title.unwrap_or_default() {
        "" => "card.jsx".to_owned(),
        title => format!("{}.card.jsx", trim(title).to_lowercase().replace(' ', "-")),
    };
    let (plain, safe) = (named(found), named(card.title()));
    let safe: String =
        safe.chars().map(|one| if matches!(one, '/' | '\\') || one.is_control() { '-' } else { one }).collect();
    let ours = card.file_name().unwrap();
    if recorded != Some(plain.as_str()) || ours != safe {
        return Outcome::Differs(format!("row {}: recorded {recorded:?}, found {plain}, ours {ours}", row.number));
    }
    match plain == ours {
        true => Outcome::Agrees,
        false if found != card.title() => Outcome::Deviates(ESCAPED),
        false => Outcome::Deviates(NAMED),
    }
}
