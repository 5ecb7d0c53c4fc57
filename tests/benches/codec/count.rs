//! The instructions of decoding and encoding, and their ratios.

use typeloom_tests::callgrind::instructions;

/// What is compared: the case, what it is called, the other side, and the most instructions that it may take.
const ROWS: [(&str, &str, &str, Option<u64>); 7] = [
    ("typeloom-first", "decode, tag first", "serde-first", Some(16_000)),
    ("typeloom-last", "decode, tag last", "serde-last", Some(18_000)),
    ("typeloom-encode", "encode", "serde-encode", Some(7_000)),
    ("typeloom-value", "decode into a JSON value", "serde-value", None),
    ("typeloom-message", "Aion message, decode", "serde-message", None),
    ("typeloom-event", "Aion message, find event", "serde-event", None),
    ("typeloom-first", "decode, tag first; jiter", "jiter-first", None),
];

pub(crate) fn print() {
    let (event, message) = (crate::first().len(), crate::message::text().len());
    println!("instructions of one round; the event is {event} bytes of JSON, the message {message}");
    println!("                            typeloom      other    ratio      goal");
    for (ours, name, theirs, goal) in ROWS {
        let (own, other) = (instructions(ours).unwrap(), instructions(theirs).unwrap());
        let goal = goal.map_or_else(|| "-".to_owned(), |goal| format!("{goal}"));
        println!("{name:<26} {own:>9} {other:>10} {:>8.2} {goal:>9}", own as f64 / other as f64);
    }
    println!("{:<26} {:>9}", "clone", instructions("clone").unwrap());
}
