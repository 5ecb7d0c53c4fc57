//! Subjects, kinds, references and selectors.

use std::fmt::Write as _;

/// How many addresses a group has: eight subjects, a reference to them and a selector.
pub(super) const GROUP: usize = 10;

/// The sections of one file, for the groups in `range`.
pub(super) fn sections(text: &mut String, range: std::ops::Range<usize>) {
    type Write = fn(&mut String, usize);
    let sections: [(&str, Write); 4] =
        [("subjects", subjects), ("kinds", kinds), ("references", reference), ("selectors", selector)];
    for (name, write) in sections {
        let _ = write!(text, "\n{name}:\n");
        range.clone().for_each(|group| write(text, group));
    }
}

fn subjects(text: &mut String, group: usize) {
    let _ = write!(
        text,
        "  Subject{group}:\n    doc: Who is addressed in area {group}.\n    values: {{ trim: true, non_empty: true }}\n    members:\n"
    );
    for member in 0..8 {
        let _ = writeln!(
            text,
            "      place{member}:\n        doc: A place of sort {member}.\n        path: \"/areas/{group}/places{member}/{{place{member}_id}}\""
        );
    }
}

fn kinds(text: &mut String, group: usize) {
    let _ = writeln!(
        text,
        "  Kind{group}:\n    doc: What is offered in area {group}.\n    members:\n      \
         tools: {{ wire: Tools, segment: tools }}\n      \
         messages: {{ wire: Messages, segment: messages }}\n      \
         signals: {{ wire: Signals, doc: These have no path. }}"
    );
}

fn reference(text: &mut String, group: usize) {
    let _ = writeln!(
        text,
        "  Reference{group}:\n    doc: One address in area {group}.\n    subject: Subject{group}\n    kind: Kind{group}\n    \
         key: {{ name: Key{group}, values: {{ trim: true, non_empty: true }} }}\n    \
         path: \"[{{subject}}]/{{kind}}[/{{key}}]\"\n    without_subject: [tools]"
    );
}

fn selector(text: &mut String, group: usize) {
    let _ = writeln!(
        text,
        "  Selector{group}:\n    doc: For whom a request in area {group} is made.\n    header: Area-{group}-Selector\n    \
         values: {{ trim: true, non_empty: true }}\n    members:\n      \
         owner: {{ uri: \"area{group}://directory/owner/{{owner_id}}\" }}\n      \
         guest: {{ uri: \"area{group}://directory/guest/{{guest_id}}\" }}"
    );
}
