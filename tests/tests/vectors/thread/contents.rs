//! Content as it is recorded, as content of the SDK.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use aion_sdk::a2a::Artifact;
use aion_sdk::runtime::{Model, TextStream};
use aion_sdk::{Card, CardDocument, Divider, Text, ThreadContent};
use futures_core::Stream;
use serde_json::{Value, json};

use crate::card;
use crate::card::shown;

/// Content as it is recorded.
pub fn content(recorded: &Value) -> ThreadContent<'static> {
    if let Some(text) = recorded["str"].as_str() {
        return text.into();
    }
    if let Some(artifact) = recorded.get("artifact") {
        return Artifact::from_value(artifact).unwrap().into();
    }
    if recorded.get("card").or_else(|| recorded.get("card_build")).is_some() {
        return as_card(recorded).into();
    }
    let chunks = recorded["stream"].as_array().unwrap_or_else(|| panic!("content {recorded}"));
    let chunks: Vec<String> = chunks.iter().map(|chunk| chunk.as_str().unwrap().to_owned()).collect();
    match recorded.get("error").filter(|error| !error.is_null()) {
        Some(error) => {
            TextStream::fallible(Failing(chunks.into_iter().map(Ok).chain([Err(error.to_string())]).collect()))
        }
        None => TextStream::ready(chunks),
    }
    .into()
}

/// Chunks that are there already, the last of which may be an error.
struct Failing(VecDeque<Result<String, String>>);

impl Stream for Failing {
    type Item = Result<String, String>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop_front())
    }
}

/// What was given as a card.
pub fn as_card(recorded: &Value) -> CardDocument {
    let Some(card) = recorded.get("card") else { return built_card(&recorded["card_build"]).into() };
    match (card["jsx"].as_str(), card["url"].as_str()) {
        (Some(markup), _) => CardDocument::from_markup(markup).unwrap(),
        (None, Some(url)) => CardDocument::from_url(url).unwrap(),
        (None, None) => card::titled(card).into(),
    }
}

/// A card as its children are listed: `["Text", "…"]`, `["Fields", [["label", "value"]]]` …
fn built_card(recorded: &Value) -> Card {
    recorded["children"].as_array().unwrap().iter().fold(card::titled(recorded), |built, child| {
        match child[0].as_str().unwrap() {
            "Text" => built.add(Text::new(child[1].as_str().unwrap())),
            "Fields" => built.add(card::fields(&child[1])),
            "Divider" => built.add(Divider::new()),
            "Actions" => built.add(card::actions(&child[1])),
            other => panic!("a component {other}"),
        }
    })
}

/// The markup of a card that is built, as the official package writes it and as it is escaped.
pub fn markup(content: &Value) -> Option<[String; 2]> {
    let card = content.get("card_build").or_else(|| content.get("card").filter(|card| card.get("title").is_some()))?;
    let nothing = Vec::new();
    let children = card["children"].as_array().unwrap_or(&nothing);
    Some([shown::VERBATIM, shown::SAFE].map(|escapes| {
        let children: Vec<String> = children
            .iter()
            .map(|child| match child[0].as_str().unwrap() {
                "Text" => shown::text(&json!({ "content": child[1] }), escapes),
                "Fields" => shown::fields(&json!({ "children": child[1] }), escapes),
                "Actions" => shown::actions(&json!({ "children": child[1] }), escapes),
                _ => shown::divider(child, escapes),
            })
            .collect();
        shown::card(card, escapes).replacen("\n\n", &format!("\n{}\n", children.join("\n")), 1)
    }))
}
