//! Texts that match a regular expression, told apart by a serial number.

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, Hir, HirKind};

/// How many characters of a class are candidates.
const CANDIDATES: usize = 64;

/// How long a text becomes at most.
const LENGTH: usize = 4096;

/// A text that matches; the serial number counts through the characters that classes leave open, the last one first.
///
/// What may be repeated is there `repeats` times, or as often as it must.
pub(super) fn example(pattern: &str, repeats: u32, serial: u64) -> Option<String> {
    let hir = ParserBuilder::new().unicode(false).utf8(false).build().parse(pattern).ok()?;
    let mut places = Vec::new();
    collect(&hir, repeats, &mut places)?;
    let mut rest = serial;
    let mut characters: Vec<char> = Vec::with_capacity(places.len());
    for place in places.iter().rev() {
        let count = place.len() as u64;
        characters.push(*place.get(usize::try_from(rest % count).ok()?)?);
        rest /= count;
    }
    Some(characters.into_iter().rev().collect())
}

/// The characters that can stand at each place, the nicest first; none if there is no way to say it.
fn collect(hir: &Hir, repeats: u32, places: &mut Vec<Vec<char>>) -> Option<()> {
    if places.len() > LENGTH {
        return None;
    }
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => {
            places.extend(std::str::from_utf8(&literal.0).ok()?.chars().map(|character| vec![character]));
        }
        HirKind::Class(class) => places.push(candidates(class)?),
        HirKind::Repetition(repetition) => {
            let wanted = repetition.min.max(repeats);
            let count = repetition.max.map_or(wanted, |max| wanted.min(max));
            (0..count).try_for_each(|_| collect(&repetition.sub, repeats, places))?;
        }
        HirKind::Capture(capture) => collect(&capture.sub, repeats, places)?,
        HirKind::Concat(parts) => parts.iter().try_for_each(|part| collect(part, repeats, places))?,
        HirKind::Alternation(parts) => collect(parts.first()?, repeats, places)?,
    }
    Some(())
}

/// Letters and digits if there are any, in the order of the class; then whatever is there.
fn candidates(class: &Class) -> Option<Vec<char>> {
    let ranges: Vec<(u32, u32)> = match class {
        Class::Unicode(class) => class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()))).collect(),
        Class::Bytes(class) => {
            class.iter().map(|range| (u32::from(range.start()), u32::from(range.end()).min(0x7e))).collect()
        }
    };
    let all = || ranges.iter().flat_map(|(start, end)| *start..=*end).filter_map(char::from_u32);
    let nice: Vec<char> = all().filter(char::is_ascii_alphanumeric).take(CANDIDATES).collect();
    let chosen = if nice.is_empty() { all().filter(|found| !found.is_control()).take(1).collect() } else { nice };
    (!chosen.is_empty()).then_some(chosen)
}
