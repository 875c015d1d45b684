//! The enums of choices.
//!
//! * In: a choice of the schema.
//! * Out: an enum of its values, and of any other text; how it is read, and how it is serialized.
//! * Does not know: which members are of the choice.
//! * Why: a value that 8x8 adds is another text, and no reason not to give the event.

use chatapps_webhook::schema::Choice;
use chatapps_webhook::schema::events::RECORDS;

use super::super::law::{open_choices, tag_choice};
use super::super::layout::rust_doc;
use super::super::names::pascal;
use super::members::{into_owned, owned};
use super::records::{Form, form_of};

/// Whether the choice tells a union and is spelled as its enum.
pub(super) fn types_of_members() -> Vec<&'static Choice> {
    let told_alone = RECORDS.iter().filter(|record| matches!(form_of(record), Form::Type));
    let tags = told_alone.map(|record| tag_choice(record, record.union.expect("it is told")));
    open_choices().into_iter().chain(tags).collect()
}

pub(super) fn choice_enum(choice: &Choice) -> String {
    let name = choice.name;
    let each = |line: &dyn Fn(usize, &str, &str, &str) -> String| -> String {
        let values = choice.values.iter().enumerate();
        values
            .map(|(number, value)| line(number, &pascal(value.name), value.name, value.doc))
            .collect()
    };
    let last = choice.values.len() - 1;
    let declarations = each(&|_, variant, _, doc| format!("{}{variant},\n", rust_doc(doc, 4)));
    let texts = each(&|_, variant, text, _| format!("Self::{variant} => {text:?},\n"));
    let kept = each(&|_, variant, _, _| format!("Self::{variant} => {name}::{variant},\n"));
    let other = owned("Cow<'a, str>", "text");
    let own = into_owned(
        name,
        &format!("match self {{ {kept}Self::Other(text) => {name}::Other({other}) }}"),
    );
    let reads = each(&|number, variant, _, _| {
        // The check gives no number that is not in the table.
        let number = if number == last {
            "_".to_owned()
        } else {
            number.to_string()
        };
        format!("Ok({number}) => Self::{variant},\n")
    });
    format!(
        "{}#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum {name}<'a> {{
    {declarations}/// Another one, as it was sent.
    Other(Cow<'a, str>),
}}

impl<'a> {name}<'a> {{
    /// The text: the documented spelling, or what was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {{
        match self {{
            {texts}Self::Other(text) => text,
        }}
    }}
    {own}
    fn from_slot(choice: Result<usize, Cow<'a, str>>) -> Self {{
        match choice {{
            {reads}Err(text) => Self::Other(text),
        }}
    }}
}}

impl Serialize for {name}<'_> {{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {{
        serializer.serialize_str(self.as_str())
    }}
}}

",
        rust_doc(choice.doc, 0)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_that_tells_a_type_alone_is_a_type_of_its_own() {
        assert!(
            types_of_members()
                .iter()
                .any(|choice| choice.name == "OutboundContentType")
        );
    }
}
