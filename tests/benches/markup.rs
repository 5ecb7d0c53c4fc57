//! The markup of a card: generated builders beside `format!` that escapes with `replace`, and `format!` that does not.
//!
//! `cargo bench -p typeloom-tests --bench markup` measures time, throughput and allocations. With `-- count` behind it,
//! callgrind counts instructions.
#![allow(missing_docs)]

use std::hint::black_box;

use aion_sdk::runtime::document::Component;
use aion_sdk::{Actions, Button, Card, Field, Fields, Text};
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use typeloom_tests::callgrind::{Request, instructions};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

/// What is on the card.
struct Content {
    title: &'static str,
    texts: [&'static str; 10],
    fields: [(&'static str, &'static str); 10],
    buttons: [(&'static str, &'static str); 4],
}

const CONTENT: Content = Content {
    title: "Deployment of \"checkout\" approved",
    texts: [
        "The rollout of checkout 4.18.0 to production is ready. Somebody with the role of a release manager has to approve it.",
        "All 1,284 tests passed on the second attempt; the first one was stopped by a runner that lost its network.",
        "Error budget: 99.95 % promised & 99.98 % kept over the last thirty days, with no page after midnight.",
        "Traffic moves in steps of 5, 25, 50 and 100 percent, with ten minutes of observation after each of them.",
        "The latency at the 99th percentile has to stay < 250 ms in every region, or the rollout goes back by itself.",
        "Feature flags that go live with it: new-basket, express-lane and gift-wrapping for all customers in Europe.",
        "The database has been migrated yesterday; the old columns stay where they are until the end of the month.",
        "Nobody else deploys at the moment, and there is no freeze on the calendar of any of the teams concerned.",
        "Previous rollout: 4.17.2, eleven days ago, without incidents, by the same team and with the same plan.",
        "Questions go to the channel of the team; the person on call is named below, together with a substitute.",
    ],
    fields: [
        ("Environment", "production"),
        ("Run", "#48213"),
        ("Commit", "9f2c1e7"),
        ("Author", "Ada <ada@acme.example>"),
        ("On call", "Grace & Alan"),
        ("Regions", "eu-1, eu-2, us-1"),
        ("Changes", "37"),
        ("Duration", "48 min"),
        ("Risk", "low"),
        ("Ticket", "SHOP-1871"),
    ],
    buttons: [
        ("approve", "Approve"),
        ("reject", "Reject"),
        ("later", "Remind me in an hour"),
        ("details", "Show all changes"),
    ],
};

fn build(content: &Content) -> Card {
    let card = content.texts.iter().fold(Card::new(content.title), |card, text| card.add(Text::new(*text)));
    let fields =
        content.fields.iter().fold(Fields::new(), |fields, (label, value)| fields.add(Field::new(*label, *value)));
    let button = |(id, label): &(&'static str, &'static str)| Button::id(*id, *label).with_style("primary");
    let actions = content.buttons.iter().map(button).fold(Actions::new(), Actions::add);
    card.add(fields).add(actions)
}

fn build_and_render(content: &Content) -> String {
    build(content).markup()
}

fn text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('{', "&#123;").replace('}', "&#125;")
}

fn attribute(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The card as a person writes it down, element by element.
fn format(content: &Content, text: impl Fn(&str) -> String, attribute: impl Fn(&str) -> String) -> String {
    let texts = content.texts.iter().map(|known| format!("<Text>{}</Text>", text(known)));
    let fields = content
        .fields
        .iter()
        .map(|(label, value)| format!("<Field label=\"{}\">{}</Field>", attribute(label), text(value)));
    let fields = format!("<Fields>\n{}\n</Fields>", fields.collect::<Vec<_>>().join("\n"));
    let buttons = content
        .buttons
        .iter()
        .map(|(id, label)| format!("<Button id=\"{}\" style=\"primary\">{}</Button>", attribute(id), text(label)));
    let actions = format!("<Actions>\n{}\n</Actions>", buttons.collect::<Vec<_>>().join("\n"));
    let children: Vec<String> = texts.chain([fields, actions]).collect();
    format!("<Card title=\"{}\">\n{}\n</Card>", attribute(content.title), children.join("\n"))
}

fn format_and_replace(content: &Content) -> String {
    format(content, text, attribute)
}

fn format_unescaped(content: &Content) -> String {
    format(content, str::to_owned, str::to_owned)
}

fn measure(bencher: Bencher<'_, '_>, way: fn(&Content) -> String) {
    let bytes = way(&CONTENT).len();
    bencher.counter(BytesCount::new(bytes)).bench(|| way(black_box(&CONTENT)));
}

#[divan::bench]
fn rendering(bencher: Bencher<'_, '_>) {
    let card = build(&CONTENT);
    bencher.counter(BytesCount::new(card.markup().len())).bench(|| black_box(&card).markup());
}

#[divan::bench]
fn building_and_rendering(bencher: Bencher<'_, '_>) {
    measure(bencher, build_and_render);
}

#[divan::bench]
fn by_format_and_replace(bencher: Bencher<'_, '_>) {
    measure(bencher, format_and_replace);
}

#[divan::bench]
fn by_format_unescaped(bencher: Bencher<'_, '_>) {
    measure(bencher, format_unescaped);
}

/// What callgrind looks at: nothing but one way, so many times.
fn rounds(case: &str, number: usize) {
    if case == "rendering" {
        let card = build(&CONTENT);
        (0..number).for_each(|_| drop(black_box(black_box(&card).markup())));
        return;
    }
    let way: fn(&Content) -> String = match case {
        "building" => build_and_render,
        "replace" => format_and_replace,
        "unescaped" => format_unescaped,
        _ => |_| String::new(),
    };
    (0..number).for_each(|_| drop(black_box(black_box(way)(black_box(&CONTENT)))));
}

fn main() {
    let (ours, theirs) = (build_and_render(&CONTENT), format_and_replace(&CONTENT));
    assert_eq!(ours, theirs);
    match Request::read() {
        Request::Count => {
            println!("instructions of one card of {} bytes", ours.len());
            for case in ["rendering", "building", "replace", "unescaped"] {
                println!("{case:<12} {:>8}", instructions(case).unwrap_or_default());
            }
        }
        Request::Rounds(case, number) => rounds(&case, number),
        Request::Time => {
            println!("one card of {} bytes", ours.len());
            divan::main();
        }
    }
}
