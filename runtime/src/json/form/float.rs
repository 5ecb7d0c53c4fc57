//! Floats as Python writes them.

use std::fmt::Write as _;

/// A finite float as Python's `repr` writes it.
pub(super) fn write(value: f64, out: &mut String) {
    let scientific = shortest(value);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    if (-4..16).contains(&exponent) {
        positional(mantissa, exponent, out);
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        // Writing to a String cannot fail.
        let _ = write!(out, "{mantissa}e{sign}{:02}", exponent.unsigned_abs());
    }
}

/// The digits of a mantissa with the point where the exponent has it, and with one digit behind it at least.
fn positional(mantissa: &str, exponent: i32, out: &mut String) {
    let (sign, mantissa) = mantissa.split_at(usize::from(mantissa.starts_with('-')));
    let digits: String = mantissa.split('.').collect();
    out.push_str(sign);
    match usize::try_from(exponent) {
        Ok(exponent) => {
            let (whole, fraction) = digits.split_at_checked(exponent + 1).unwrap_or((&digits, ""));
            let zeros = (exponent + 1).saturating_sub(digits.len());
            let _ = write!(out, "{whole}{:0<zeros$}.{:0<1}", "", fraction);
        }
        Err(_) => {
            let zeros = usize::try_from(-1 - exponent).unwrap_or_default();
            let _ = write!(out, "0.{:0<zeros$}{digits}", "");
        }
    }
}

/// The fewest digits that give the same float back; of several such numbers the closest to it, and of two as close the
/// one with an even digit at the end.
fn shortest(value: f64) -> String {
    // Rust finds as few digits, and does not say which of two numbers as close it takes. Rounded to so many digits, it
    // takes the even one; but at powers of two that may be a number that gives another float back.
    let few = format!("{value:e}");
    let fraction =
        few.split_once('e').and_then(|(mantissa, _)| mantissa.split_once('.')).map_or("", |(_, digits)| digits);
    let even = format!("{value:.*e}", fraction.len());
    if even.parse() == Ok(value) { even } else { few }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_python_writes_them() {
        for (json, expected) in [
            ("100.0", "100.0"),
            ("1e2", "100.0"),
            ("-0.0", "-0.0"),
            ("0.0001", "0.0001"),
            ("0.00001", "1e-05"),
            ("1E-7", "1e-07"),
            ("9999999999999998.0", "9999999999999998.0"),
            ("1e16", "1e+16"),
            ("1.5e300", "1.5e+300"),
            ("5e-324", "5e-324"),
            ("123456789.123", "123456789.123"),
            ("0.1", "0.1"),
        ] {
            let mut out = String::new();
            write(json.parse().unwrap(), &mut out);
            assert_eq!(out, expected, "{json}");
        }
    }
}
