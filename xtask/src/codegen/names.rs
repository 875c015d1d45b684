//! How a name of the law is spelled in each language.
//!
//! * In: a wire name (`subAccountId`, `button_reply`, `cta_url`) or the name of a type (`InboundMessage`).
//! * Out: the same name as the language at hand writes it.
//! * Does not know: what is named.
//! * Why: one rule for all generated files, so that a reader of one finds the same thing in another.

/// The words of a name, in lower case: a capital letter, `_` and `-` begin a new one.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut fresh = true;
    for character in name.chars() {
        if matches!(character, '_' | '-') {
            fresh = true;
            continue;
        }
        if fresh || character.is_ascii_uppercase() {
            words.push(String::new());
        }
        fresh = false;
        let word = words.last_mut().expect("a word was begun");
        word.push(character.to_ascii_lowercase());
    }
    words
}

/// `sub_account_id`
pub(super) fn snake(name: &str) -> String {
    words(name).join("_")
}

/// `SubAccountId`
pub(super) fn pascal(name: &str) -> String {
    let capital = |word: &String| word[..1].to_ascii_uppercase() + &word[1..];
    words(&shouted_as_one_word(name)).iter().map(capital).collect()
}

/// `subAccountId`
pub(super) fn camel(name: &str) -> String {
    let pascal = pascal(name);
    pascal[..1].to_ascii_lowercase() + &pascal[1..]
}

/// A name all in capitals (`GSM7`) is one word, not four.
fn shouted_as_one_word(name: &str) -> String {
    let shouted = !name.chars().any(|character| character.is_ascii_lowercase());
    if shouted {
        name.to_ascii_lowercase()
    } else {
        name.to_owned()
    }
}

/// `sub_account_id`, and `r#type` where the word is taken by Rust.
pub(super) fn rust_field(name: &str) -> String {
    let snake = snake(name);
    if matches!(
        snake.as_str(),
        "type" | "ref" | "use" | "match" | "move" | "loop" | "final" | "box"
    ) {
        format!("r#{snake}")
    } else {
        snake
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_in_each_spelling() {
        assert_eq!(snake("subAccountId"), "sub_account_id");
        assert_eq!(snake("button_reply"), "button_reply");
        assert_eq!(pascal("button_reply"), "ButtonReply");
        assert_eq!(pascal("callPermissionReply"), "CallPermissionReply");
        assert_eq!(pascal("GSM7"), "Gsm7");
        assert_eq!(pascal("inbound-message"), "InboundMessage");
        assert_eq!(camel("InboundMessage"), "inboundMessage");
        assert_eq!(rust_field("type"), "r#type");
    }
}
