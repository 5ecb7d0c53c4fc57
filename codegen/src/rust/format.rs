//! Tokens → text: prettyplease, and the blank lines between items that it leaves out.

use proc_macro2::TokenStream;

/// Formats the items of a declaration, with a blank line between items and between the methods of an impl.
///
/// # Errors
/// When the tokens are no Rust items, which is a mistake of an emitter; the text names it.
pub(super) fn items(tokens: TokenStream) -> Result<String, String> {
    let file: syn::File =
        syn::parse2(tokens).map_err(|error| format!("an emitter wrote tokens that are no items: {error}"))?;
    let mut text = String::new();
    for item in file.items {
        let has_members = matches!(item, syn::Item::Impl(_) | syn::Item::Trait(_));
        let formatted = prettyplease::unparse(&syn::File {
            shebang: None,
            frontmatter: None,
            attrs: Vec::new(),
            items: vec![item],
        });
        if !text.is_empty() {
            text.push('\n');
        }
        if has_members { space_members(&formatted, &mut text) } else { text.push_str(&formatted) }
    }
    Ok(text)
}

/// Puts a blank line behind each method of an impl but the last. Emitted text has no literals over several lines, so a
/// closing brace at this depth always ends a member.
fn space_members(formatted: &str, text: &mut String) {
    let mut lines = formatted.lines().peekable();
    while let Some(line) = lines.next() {
        text.push_str(line);
        text.push('\n');
        let ends_member = matches!(line, "    }" | "    ];" | "    );")
            || (line.starts_with("    const ") || line.starts_with("    pub const ")) && line.ends_with(';');
        // The last line of a constant over several lines is deeper, and what follows is no closing brace.
        let ends_long = line.starts_with("     ") && line.ends_with(';') && lines.peek().is_some_and(begins_member);
        if ends_long || ends_member && lines.peek().is_some_and(|next| *next != "}") {
            text.push('\n');
        }
    }
}

/// Whether a line at the depth of members begins one.
fn begins_member(line: &&str) -> bool {
    line.strip_prefix("    ").is_some_and(|line| !line.starts_with([' ', '}', ']', ')']))
}
