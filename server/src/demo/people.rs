//! The people of the demo's sign-in page.

use super::corpus::corpus;

/// One line of the sign-in page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonNote {
    /// The address they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// What they come for.
    pub note: &'static str,
}

/// Everybody who can be signed in as with one tap. Needs no database.
pub fn people_notes() -> Vec<PersonNote> {
    let named = corpus().people.iter().filter(|person| person.demo.is_some());
    named
        .map(|person| PersonNote {
            email: person.email(),
            name: format!("{} {}", person.given_name, person.family_name),
            note: person.note.as_deref().unwrap_or_default(),
        })
        .collect()
}
