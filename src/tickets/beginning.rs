//! How a text begins, where there is no room for more.

/// The first words of a text after its greetings, on one line of at most `length` characters and an ellipsis.
pub fn beginning(text: &str, length: usize) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let greets = |line: &&&str| line.split_whitespace().count() <= 4 && line.ends_with([',', '!', '.']);
    let greetings = lines.iter().take_while(greets).count();
    // A text of nothing but greetings is shown as it is.
    let words = lines.get(greetings..).filter(|rest| !rest.is_empty()).unwrap_or(&lines).join(" ");
    match words.char_indices().nth(length) {
        None => words,
        Some((end, _)) => {
            let cut = words.get(..end).unwrap_or_default();
            format!("{}…", cut.rsplit_once(' ').map_or(cut, |(whole, _)| whole))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::beginning;

    #[test]
    fn a_text_begins_after_its_greetings() {
        assert_eq!(
            beginning("Buongiorno,\n\nposso chiedere\nil part-time?", 120),
            "posso chiedere il part-time?"
        );
        assert_eq!(
            beginning("Buongiorno, posso chiedere il part-time?", 120),
            "Buongiorno, posso chiedere il part-time?"
        );
        assert_eq!(beginning("Grazie!", 120), "Grazie!");
        let long = beginning(&"parola ".repeat(60), 120);
        assert!(long.ends_with("parola…") && long.chars().count() <= 121, "{long}");
    }
}
