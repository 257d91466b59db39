//! What is known by its shape alone: addresses of mail, numbers of telephone, codes of people, accounts and firms.

use super::{Span, Suspicion};
use crate::accounts::VatNumber;
use crate::kernel::text::EmailAddress;

/// Codes in `text`, in no particular order.
pub fn spans(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let separates = |c: char| c.is_whitespace() || "()[]<>,;:\"«»|*_".contains(c);
    let mut from = 0;
    for piece in text.split_inclusive(separates) {
        let word = piece.trim_end_matches(separates);
        let bare = word.trim_start_matches(|c: char| !c.is_alphanumeric() && c != '+');
        let start = from + word.len() - bare.len();
        let bare = bare.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '+');
        from += piece.len();
        let range = start..start + bare.len();
        if bare.contains('@') && EmailAddress::parse(bare).is_ok() {
            found.push(Span { what: Suspicion::Email, range });
        } else if is_tax_code(bare) {
            found.push(Span { what: Suspicion::TaxCode, range });
        }
    }
    for (start, number, plain) in numbers(text) {
        let what = if is_iban(&plain) {
            Suspicion::Iban
        } else if plain.len() == 11 && VatNumber::parse(&plain).is_some() {
            Suspicion::VatNumber
        } else if is_phone(&plain) {
            Suspicion::Phone
        } else {
            continue;
        };
        found.push(Span { what, range: start..start + number.len() });
    }
    found
}

/// Runs of letters, digits and the signs that people put between digits, each with where it begins and its
/// letters and digits alone. Only runs that begin with a digit, a plus or `IT`, which is how phones, partite IVA and IBANs begin.
fn numbers(text: &str) -> Vec<(usize, &str, String)> {
    let mut runs = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let Some(start) = rest.char_indices().find(|(offset, _)| begins_number(rest, *offset)) else { break };
        let from = at + start.0;
        let run = text.get(from..).unwrap_or_default();
        let iban = run.starts_with("IT");
        let mut end = 0;
        let mut gap = 0;
        for (offset, c) in run.char_indices() {
            if c.is_ascii_digit() || (offset == 0 && c == '+') || (iban && c.is_ascii_uppercase()) {
                end = offset + c.len_utf8();
                gap = 0;
            } else if " -./\u{a0}".contains(c) && gap == 0 {
                gap += 1;
            } else {
                break;
            }
        }
        let end = end.max(1);
        let number = run.get(..end).unwrap_or_default();
        let plain = number.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '+').collect();
        runs.push((from, number, plain));
        at = from + end;
    }
    runs
}

/// Whether a number may begin here: not in the middle of a word.
fn begins_number(text: &str, at: usize) -> bool {
    let before = text.get(..at).and_then(|before| before.chars().next_back());
    if before.is_some_and(|c| c.is_alphanumeric() || c == '@') {
        return false;
    }
    let rest = text.get(at..).unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '+')
        || (rest.starts_with("IT") && rest.get(2..3).is_some_and(|c| c.bytes().all(|c| c.is_ascii_digit())))
}

/// Italian numbers: `0…` with its area code, `3…` of mobiles, `800…`, with or without +39. Amounts, years and norms
/// are shorter or begin otherwise.
fn is_phone(plain: &str) -> bool {
    let national = plain.strip_prefix("+39").or_else(|| plain.strip_prefix("0039"));
    let digits = national.unwrap_or(plain);
    let abroad = plain.starts_with('+') && national.is_none();
    if !digits.trim_start_matches('+').bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    match digits.as_bytes().first() {
        _ if abroad => (9..=16).contains(&digits.len()),
        Some(b'0') => (8..=11).contains(&digits.len()),
        Some(b'3') => (9..=10).contains(&digits.len()),
        Some(b'8') => digits.starts_with("800") && (8..=9).contains(&digits.len()),
        _ => false,
    }
}

/// Whether it is an Italian IBAN with its check digits (ISO 13616, mod 97).
fn is_iban(plain: &str) -> bool {
    if plain.len() != 27 || !plain.is_ascii() || !plain.starts_with("IT") {
        return false;
    }
    let (head, account) = plain.split_at(4);
    let mut rest = 0_u32;
    for c in account.chars().chain(head.chars()) {
        let Some(value) = c.to_digit(36) else { return false };
        rest = if value < 10 { rest * 10 + value } else { rest * 100 + value } % 97;
    }
    rest == 1
}

/// Whether it is a codice fiscale with its check letter (d.m. 23-12-1976), omocodia included.
fn is_tax_code(word: &str) -> bool {
    const ODD: [u32; 26] =
        [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
    let code = word.to_ascii_uppercase();
    if code.len() != 16 || !code.is_ascii() {
        return false;
    }
    let shape = "LLLLLLDDMDDLDDDL";
    let fits = code.chars().zip(shape.chars()).all(|(c, place)| match place {
        'L' => c.is_ascii_uppercase(),
        'M' => "ABCDEHLMPRST".contains(c),
        // A digit may be replaced by a letter where two people would share a code.
        _ => c.is_ascii_digit() || "LMNPQRSTUV".contains(c),
    });
    if !fits {
        return false;
    }
    let value = |c: char| c.to_digit(36).map_or(0, |value| if value < 10 { value } else { value - 10 });
    let sum: u32 = code
        .chars()
        .take(15)
        .enumerate()
        .map(|(place, c)| {
            let value = value(c);
            if place % 2 == 0 { ODD.get(value as usize).copied().unwrap_or_default() } else { value }
        })
        .sum();
    code.chars().nth(15).is_some_and(|last| value(last) == sum % 26)
}

#[cfg(test)]
mod tests {
    use super::super::codes;
    use super::*;

    fn found(text: &str) -> Vec<(Suspicion, String)> {
        codes(text).into_iter().map(|finding| (finding.what, finding.text)).collect()
    }

    #[test]
    fn each_kind_is_pointed_at_once() {
        let text = "Scrivi ad anna.rossi@esempio.it (cell. 347 123 4567, casa 02/7740.1234) CF rssmra85t10a562s, \
                    IBAN IT60 X054 2811 1010 0000 0123 456, P. IVA 00743110157. anna.rossi@esempio.it";
        assert_eq!(
            found(text),
            [
                (Suspicion::Email, "anna.rossi@esempio.it".to_owned()),
                (Suspicion::Phone, "347 123 4567".to_owned()),
                (Suspicion::Phone, "02/7740.1234".to_owned()),
                (Suspicion::TaxCode, "rssmra85t10a562s".to_owned()),
                (Suspicion::Iban, "IT60 X054 2811 1010 0000 0123 456".to_owned()),
                (Suspicion::VatNumber, "00743110157".to_owned()),
            ]
        );
        assert_eq!(found("+39 02 77401234"), [(Suspicion::Phone, "+39 02 77401234".to_owned())]);
    }

    #[test]
    fn laws_dates_and_amounts_are_left_alone() {
        let text = "L. 104/1992, art. 33 comma 3; d.lgs. 151/2001; dal 1.1.2026 al 31/12/2026; 1.500,00 euro; 30-60 \
                    giorni; 20122 Milano; messaggio INPS 3096/2022; IT e digitale";
        assert_eq!(found(text), []);
    }

    #[test]
    fn tax_codes_are_checked() {
        for code in [
            "RSSMRA85T10A562S",
            "RSSMRA85M55F205L",
            "RSSMRA85M55F20RG",
            "RSSMRA85M55F2L5W",
            "RSSMRA85M55FN05A",
        ] {
            assert!(is_tax_code(code), "{code}");
        }
        for code in ["RSSMRA85T10A562T", "RSSMRA85T1MA562S", "GLABNC72H25H501Y"] {
            assert!(!is_tax_code(code), "{code}");
        }
    }

    #[test]
    fn any_text_ends() {
        for text in ["", "+", "IT", "IT1", "è+39è", "1 2 3 4 5 6 7 8 9", &"+".repeat(5_000)] {
            let _ = codes(text);
        }
    }
}
