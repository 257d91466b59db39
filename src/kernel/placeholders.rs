//! What a text that people keep leaves open: words in braces, filled in when it is used.

/// A piece of a text.
enum Piece<'a> {
    Plain(&'a str),
    /// A word in braces, without them.
    Open(&'a str),
}

/// The words in braces that are none of those known, each once.
pub fn unknown(text: &str, known: &[&str]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in pieces(text) {
        if let Piece::Open(name) = piece
            && !known.contains(&name.to_lowercase().as_str())
            && !found.iter().any(|found| found == name)
        {
            found.push(name.to_owned());
        }
    }
    found
}

/// The text with every placeholder filled in.
pub fn fill(text: &str, value: impl Fn(&str) -> String) -> String {
    let piece = |piece| match piece {
        Piece::Plain(text) => text.to_owned(),
        Piece::Open(name) => value(&name.to_lowercase()),
    };
    pieces(text).into_iter().map(piece).collect()
}

/// Braces around anything but letters are braces.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let (mut pieces, mut from, mut at) = (Vec::new(), 0, 0);
    while let Some(open) = text[at..].find('{').map(|place| place + at) {
        let name = text[open + 1..].split('}').next().unwrap_or_default();
        let end = open + 1 + name.len();
        let is_name =
            !name.is_empty() && name.chars().all(char::is_alphabetic) && text[end..].starts_with('}');
        at = open + 1;
        if is_name {
            pieces.extend([Piece::Plain(&text[from..open]), Piece::Open(name)]);
            from = end + 1;
            at = from;
        }
    }
    pieces.push(Piece::Plain(&text[from..]));
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_filled_in_and_everything_else_stays() {
        let text = "Gentile {nome},\nla {Numero} { e } {} {a b} {42} {nome}{";
        assert_eq!(
            fill(text, |name| format!("<{name}>")),
            "Gentile <nome>,\nla <numero> { e } {} {a b} {42} <nome>{"
        );
        assert_eq!(fill("", |_| "x".to_owned()), "");
        assert_eq!(fill("{{nome}}", |_| "Anna".to_owned()), "{Anna}");
    }

    #[test]
    fn what_no_placeholder_is_called_is_unknown() {
        let known = ["nome", "firma"];
        assert_eq!(unknown("{nome} {cognome} {Firma} {cognome} {x1} {città}", &known), ["cognome", "città"]);
        assert!(unknown("nessuno", &known).is_empty());
    }
}
