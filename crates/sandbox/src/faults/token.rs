//! Rules in a prompt: `[sbx:…]`, any number of times, so that whoever can type can see a fault.

use super::{BadRule, On, Rule};

const BEGIN: &str = "[sbx:";
const END: char = ']';

/// The rules that stand in a text.
pub(crate) fn tokens(text: &str) -> Result<Vec<Rule>, BadRule> {
    let mut rules = Vec::new();
    for piece in pieces(text) {
        if let Piece::Token(token) = piece {
            let rule = Rule::parse(token)?;
            // Only how often its task was asked for is counted.
            if rule.next.is_some() && rule.on != Some(On::Query) {
                return Err(BadRule::new("next in a prompt takes on=query beside it"));
            }
            rules.push(rule);
        }
    }
    Ok(rules)
}

/// All rules that stand in some texts, as they were written and one after the other.
pub(crate) fn written<'a>(texts: impl Iterator<Item = &'a str>) -> String {
    let tokens = texts.flat_map(pieces).filter_map(|piece| match piece {
        Piece::Token(token) => Some(format!("{BEGIN}{token}{END}")),
        Piece::Plain(_) => None,
    });
    tokens.collect()
}

/// A text without the rules that stand in it.
pub(crate) fn without_tokens(text: &str) -> String {
    if !text.contains(BEGIN) {
        return text.to_owned();
    }
    let plain = pieces(text).filter_map(|piece| match piece {
        Piece::Plain(words) => Some(words.trim()),
        Piece::Token(_) => None,
    });
    plain.filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

enum Piece<'a> {
    Plain(&'a str),
    Token(&'a str),
}

/// A text, taken apart. A token that does not end is none.
fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = Some(text);
    let mut token = None;
    core::iter::from_fn(move || {
        if let Some(token) = token.take() {
            return Some(Piece::Token(token));
        }
        let text = rest.take()?;
        let found = text.split_once(BEGIN).and_then(|(plain, after)| {
            let (inside, after) = after.split_once(END)?;
            Some((plain, inside, after))
        });
        let Some((plain, inside, after)) = found else { return Some(Piece::Plain(text)) };
        (token, rest) = (Some(inside), Some(after));
        Some(Piece::Plain(plain))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_read_and_taken_out() {
        let text = "Rain [sbx:fate=fail] on tin[sbx:on=query,status=500,next=2]";
        let rules = tokens(text).expect("good");
        assert_eq!(rules.len(), 2);
        assert_eq!(rules.get(1).and_then(|rule| rule.next), Some(2));
        assert_eq!(without_tokens(text), "Rain on tin");
        assert_eq!(without_tokens("[sbx:fate=risk]"), "");
        for plain in ["Rain", "", "  two  spaces ", "a [sbx:fate=fail", "[sb:x]", "]"] {
            assert_eq!(tokens(plain), Ok(Vec::new()), "{plain}");
            assert_eq!(
                without_tokens(plain),
                if plain.contains(BEGIN) { plain.trim() } else { plain }
            );
        }
    }

    #[test]
    fn a_token_that_can_not_be_read_says_why() {
        assert!(tokens("Rain [sbx:fate=doom]").is_err());
        assert!(
            tokens("Rain [sbx:status=500,next=1]")
                .expect_err("on")
                .to_string()
                .contains("on=query")
        );
    }
}
