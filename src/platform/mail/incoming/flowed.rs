//! `format=flowed` (RFC 3676): lines that end with a blank go on in the next one.

/// The text with its lines as long as they were meant; `delsp` says that the blank was added too.
pub(super) fn unfolded(text: &str, delsp: bool) -> String {
    let mut lines: Vec<String> = Vec::new();
    // The depth of quotation of the line that goes on.
    let mut open: Option<usize> = None;
    for line in text.lines() {
        let depth = line.bytes().take_while(|byte| *byte == b'>').count();
        let words = &line[depth..];
        // One blank was put before what could be taken for something else (4.4).
        let words = words.strip_prefix(' ').unwrap_or(words);
        let is_signature = words == "-- ";
        let goes_on = words.ends_with(' ') && !is_signature;
        let words = if goes_on && delsp { &words[..words.len() - 1] } else { words };
        match lines.last_mut().filter(|_| open == Some(depth) && !is_signature) {
            Some(last) => last.push_str(words),
            None if depth == 0 => lines.push(words.to_owned()),
            None => lines.push(format!("{} {words}", ">".repeat(depth))),
        }
        open = goes_on.then_some(depth);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_as_long_as_they_were_meant() {
        let text = "Buongiorno, \nscrivo per \nchiedere.\n\n From qui.\n> Lei \n> disse\n>> altro\n-- \nAnna";
        let long = "Buongiorno, scrivo per chiedere.\n\nFrom qui.\n> Lei disse\n>> altro\n-- \nAnna";
        assert_eq!(unfolded(text, false), long);
        assert_eq!(unfolded("mater \nnità", true), "maternità");
        assert_eq!(unfolded("a \n> b", false), "a \n> b");
    }
}
