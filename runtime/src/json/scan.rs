//! Finding the end of the plain part of a string, eight bytes at a time.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * ONES;
const BACKSLASHES: u64 = ONES * b'\\' as u64;
/// Swaps the quote (0x22) with the space (0x20), so that it stands right above the control characters.
const QUOTE_TO_SPACE: u64 = 0x02 * ONES;
const ABOVE_SPACE: u64 = 0x21 * ONES;

/// Where, from `start` on, the first quote, backslash or control character is, or else the input ends.
#[inline]
pub(super) fn plain_end(bytes: &[u8], start: usize) -> usize {
    let (chunks, tail) = bytes.get(start..).unwrap_or_default().as_chunks::<8>();
    let mut position = start;
    for chunk in chunks {
        let special = special_bytes(u64::from_le_bytes(*chunk));
        if special != 0 {
            return position + (special.trailing_zeros() / 8) as usize;
        }
        position += 8;
    }
    for byte in tail {
        if is_special(*byte) {
            break;
        }
        position += 1;
    }
    position
}

/// The high bit of every special byte.
///
/// A subtraction borrows from the byte above only where a special byte is; so the lowest mark is always right.
#[inline]
fn special_bytes(word: u64) -> u64 {
    let quote_or_control = (word ^ QUOTE_TO_SPACE).wrapping_sub(ABOVE_SPACE);
    let backslash = (word ^ BACKSLASHES).wrapping_sub(ONES);
    (quote_or_control | backslash) & !word & HIGH
}

#[inline]
fn is_special(byte: u8) -> bool {
    byte < b' ' || byte == b'"' || byte == b'\\'
}

#[cfg(test)]
mod tests {
    use super::plain_end;

    #[test]
    fn finds_the_first_special_byte_at_every_place() {
        for length in 0..40 {
            for place in 0..length {
                for special in [b'"', b'\\', 0, 0x1f] {
                    let mut bytes = vec![0xC3; length];
                    bytes[place] = special;
                    if let Some(next) = bytes.get_mut(place + 1) {
                        *next = b'!';
                    }
                    assert_eq!(plain_end(&bytes, 0), place);
                }
            }
        }
        for plain in (0x20..=0xff).filter(|byte| !matches!(byte, b'"' | b'\\')) {
            assert_eq!(plain_end(&[plain; 19], 0), 19);
        }
    }
}
