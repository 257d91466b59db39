//! A text as people may rewrite it: its words and its variables, once for each case that it tells apart.

use fluent_bundle::FluentValue;
use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey};

use super::{Arg, Lang, Texts};

/// One wording of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case<'a> {
    /// The variable that chooses between the wordings and its value for this one; none where there is one wording.
    pub of: Option<(&'a str, &'a str)>,
    /// The wording.
    pub pieces: Vec<Piece<'a>>,
}

/// A part of a wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'a> {
    /// Words.
    Words(&'a str),
    /// The variable of this name.
    Variable(&'a str),
}

impl Texts {
    /// The wordings of a text. None when there is no such text, or more than one variable chooses between its wordings.
    pub fn cases(&self, lang: Lang, key: &str) -> Option<Vec<Case<'_>>> {
        let pattern = self.pattern(lang, key)?;
        match selections(pattern).as_slice() {
            [] => Some(vec![Case { of: None, pieces: pieces(pattern, None)? }]),
            [(variable, variants)] => {
                let mut cases = Vec::with_capacity(variants.len());
                for variant in *variants {
                    let pieces = pieces(pattern, Some(&variant.value))?;
                    cases.push(Case { of: Some((*variable, name(variant))), pieces });
                }
                Some(cases)
            }
            _ => None,
        }
    }

    /// Which of the wordings these values choose, by the name of its case; none where there is one wording.
    pub fn case(&self, lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> Option<&str> {
        let (variable, variants) = selections(self.pattern(lang, key)?).pop()?;
        let value = args.iter().find(|(name, _)| *name == variable).map(|(_, value)| value);
        let chosen = variants.iter().find(|variant| value.is_some_and(|value| is_for(variant, value)));
        chosen.or_else(|| variants.iter().find(|variant| variant.default)).map(name)
    }
}

/// As Fluent chooses: words and numbers as they are, and in both languages of ours a number of its own for one alone.
fn is_for(variant: &Variant<&str>, value: &Arg<'_>) -> bool {
    match (&variant.key, value) {
        (VariantKey::Identifier { name }, FluentValue::String(text)) => name == text,
        (VariantKey::NumberLiteral { value }, FluentValue::Number(number)) => {
            value.parse::<f64>().is_ok_and(|value| value == number.value)
        }
        (VariantKey::Identifier { name }, FluentValue::Number(number)) => {
            *name == "one" && number.value == 1.0
        }
        _ => false,
    }
}

fn name<'a>(variant: &Variant<&'a str>) -> &'a str {
    match variant.key {
        VariantKey::Identifier { name } => name,
        VariantKey::NumberLiteral { value } => value,
    }
}

/// The variables that choose, with what they choose from.
fn selections<'a>(pattern: &'a Pattern<&'a str>) -> Vec<(&'a str, &'a [Variant<&'a str>])> {
    let selection = |element: &'a PatternElement<&'a str>| match element {
        PatternElement::Placeable {
            expression: Expression::Select { selector: InlineExpression::VariableReference { id }, variants },
        } => Some((id.name, variants.as_slice())),
        _ => None,
    };
    pattern.elements.iter().filter_map(selection).collect()
}

/// The parts of a text where this variant is chosen; none when it refers to what people cannot rewrite.
fn pieces<'a>(pattern: &'a Pattern<&'a str>, chosen: Option<&'a Pattern<&'a str>>) -> Option<Vec<Piece<'a>>> {
    let mut found = Vec::new();
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => found.push(Piece::Words(value)),
            PatternElement::Placeable { expression: Expression::Inline(inline) } => match inline {
                InlineExpression::VariableReference { id } => found.push(Piece::Variable(id.name)),
                InlineExpression::StringLiteral { value } => found.push(Piece::Words(value)),
                _ => return None,
            },
            PatternElement::Placeable { expression: Expression::Select { .. } } => {
                found.extend(pieces(chosen?, None)?);
            }
        }
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The wording with its variables in braces.
    fn told(case: &Case<'_>) -> String {
        let piece = |piece: &Piece<'_>| match piece {
            Piece::Words(words) => (*words).to_owned(),
            Piece::Variable(name) => format!("{{{name}}}"),
        };
        case.pieces.iter().map(piece).collect()
    }

    #[test]
    fn a_text_has_a_wording_for_each_of_its_cases() {
        let texts = Texts::embedded();
        let one = texts.cases(Lang::It, "mail-promise").expect("a text");
        assert_eq!(one.iter().map(told).collect::<Vec<_>>(), ["Ti rispondiamo entro {due}."]);
        let cases = texts.cases(Lang::En, "mail-closed-answered").expect("a text");
        assert_eq!(
            cases.iter().map(|case| case.of).collect::<Vec<_>>(),
            [Some(("days", "one")), Some(("days", "other"))]
        );
        assert!(told(&cases[1]).contains("{days} days"), "{cases:?}");
        assert_eq!(texts.cases(Lang::It, "mail-nowhere"), None);
    }

    #[test]
    fn the_values_choose_the_case_as_they_choose_the_words() {
        let texts = Texts::embedded();
        let case = |key, name, value: Arg<'static>| texts.case(Lang::It, key, &[(name, value)]);
        let digest = "mail-subject-deadline-digest";
        assert_eq!(
            [0, 1, 2].map(|count| case(digest, "count", count.into())),
            ["0", "one", "other"].map(Some)
        );
        assert_eq!(case("mail-solved-text", "yours", "yes".into()), Some("yes"));
        assert_eq!(case("mail-solved-text", "yours", "no".into()), Some("no"));
        assert_eq!(case("mail-promise", "due", "domani".into()), None);
    }
}
