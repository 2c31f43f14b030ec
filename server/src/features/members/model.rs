//! People and memberships, and the rules for them. Pure.

use std::{collections::BTreeSet, fmt};

use sea_orm::ActiveEnum;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

use crate::{
    base::{
        actor::{Profession, Role},
        clock::Timestamp,
        day::Day,
        error::{Error, Result},
        ids::PersonId,
        text::is_longer,
    },
    features::{frameworks::SetId, programs::TRAINING_YEARS},
};

/// The longest mail address, in bytes, that mail can be sent to.
const EMAIL_MAX: usize = 254;
/// The longest given or family name, in characters.
const NAME_MAX: usize = 100;

/// A mail address: trimmed, NFC, lower-case, so that one person is one address.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Email(String);

impl Email {
    /// Reads an address by its form; whether mail arrives there is another question.
    ///
    /// # Errors
    /// `empty`, or `not_an_email`.
    pub fn parse(text: &str) -> Result<Self> {
        let text: String = text.trim().nfc().collect::<String>().to_lowercase();
        if text.is_empty() {
            return Err(Error::invalid("empty", "email"));
        }
        let odd = |c: char| c.is_whitespace() || c.is_control() || "<>()[],;:\\\"".contains(c);
        let well = match text.split_once('@') {
            Some((local, domain)) => {
                !local.is_empty()
                    && domain.contains('.')
                    && domain.split('.').all(|part| !part.is_empty())
                    && !domain.contains('@')
                    && !text.contains(odd)
                    && text.len() <= EMAIL_MAX
            }
            None => false,
        };
        if well { Ok(Self(text)) } else { Err(Error::invalid("not_an_email", "email")) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A given or a family name: one line, NFC, inner white space single, at most 100 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Reads a name; `field` is what is at fault where it is none.
    ///
    /// # Errors
    /// `empty`, `too_long`, or `not_a_name` where it holds control characters.
    pub fn parse(text: &str, field: &'static str) -> Result<Self> {
        let text: String = text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let text: String = text.trim().nfc().collect();
        match text.as_str() {
            "" => Err(Error::invalid("empty", field)),
            long if is_longer(long, NAME_MAX) => Err(Error::invalid("too_long", field)),
            _ if text.chars().any(char::is_control) => Err(Error::invalid("not_a_name", field)),
            _ => Ok(Self(text)),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A person to add, or what is known of one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    /// How they sign in.
    pub email: Email,
    /// Their given name.
    pub given_name: Name,
    /// Their family name.
    pub family_name: Name,
}

impl NewPerson {
    /// Reads what somebody typed.
    ///
    /// # Errors
    /// What is wrong, with the field.
    pub fn parse(email: &str, given_name: &str, family_name: &str) -> Result<Self> {
        Ok(Self {
            email: Email::parse(email)?,
            given_name: Name::parse(given_name, "given_name")?,
            family_name: Name::parse(family_name, "family_name")?,
        })
    }
}

/// What a person is, or is to be, in a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewMembership {
    roles: BTreeSet<Role>,
    training_year: Option<i32>,
    profession: Option<Profession>,
    sets: Vec<SetId>,
    dates: Option<Dates>,
}

/// From which day to which somebody belongs to a program, both whole and in the program's time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    starts_on: Day,
    ends_on: Day,
}

impl Dates {
    /// Dates that keep the rules.
    ///
    /// # Errors
    /// `ends_before_start`.
    pub fn new(starts_on: Day, ends_on: Day) -> Result<Self> {
        match ends_on < starts_on {
            true => Err(Error::invalid("ends_before_start", "ends_on")),
            false => Ok(Self { starts_on, ends_on }),
        }
    }

    /// The first day.
    pub fn starts_on(&self) -> &Day {
        &self.starts_on
    }

    /// The last day.
    pub fn ends_on(&self) -> &Day {
        &self.ends_on
    }

    /// What is stored already: both, or none.
    pub(super) fn stored(starts_on: Option<Day>, ends_on: Option<Day>) -> Option<Self> {
        starts_on.zip(ends_on).map(|(starts_on, ends_on)| Self { starts_on, ends_on })
    }
}

impl NewMembership {
    /// A membership that keeps the rules.
    ///
    /// `sets` are a learner's own; none are those of the program, `of_program`.
    ///
    /// # Errors
    /// `no_role`; `training_year_missing`, `training_year_out_of_range`, `training_year_without_learner`;
    /// `profession_missing`; `sets_without_learner`, `set_not_of_program`; each with the field.
    pub fn new(
        roles: impl IntoIterator<Item = Role>,
        training_year: Option<i32>,
        profession: Option<Profession>,
        sets: &[SetId],
        of_program: &[SetId],
    ) -> Result<Self> {
        let roles: BTreeSet<Role> = roles.into_iter().collect();
        let learner = roles.contains(&Role::Learner);
        let fault = |code, field: &'static str| Err(Error::invalid(code, field));
        if roles.is_empty() {
            return fault("no_role", "roles");
        }
        match training_year {
            None if learner => return fault("training_year_missing", "training_year"),
            Some(_) if !learner => return fault("training_year_without_learner", "training_year"),
            Some(year) if !TRAINING_YEARS.contains(&year) => {
                return fault("training_year_out_of_range", "training_year");
            }
            _ => {}
        }
        if roles.contains(&Role::Team) && profession.is_none() {
            return fault("profession_missing", "profession");
        }
        if !sets.is_empty() && !learner {
            return fault("sets_without_learner", "sets");
        }
        if sets.iter().any(|set| !of_program.contains(set)) {
            return fault("set_not_of_program", "sets");
        }
        // In the program's order, and none where they are simply the program's.
        let own: Vec<SetId> = of_program.iter().filter(|set| sets.contains(set)).cloned().collect();
        let sets = if own.len() == of_program.len() { Vec::new() } else { own };
        Ok(Self { roles, training_year, profession, sets, dates: None })
    }

    /// The same for these days only: of an assessor, who sees what they wrote and were asked, and nothing that others did.
    ///
    /// # Errors
    /// `dates_only_for_assessors`.
    pub fn in_dates(self, dates: Dates) -> Result<Self> {
        match self.roles.iter().all(|role| matches!(role, Role::Faculty | Role::Team)) {
            true => Ok(Self { dates: Some(dates), ..self }),
            false => Err(Error::invalid("dates_only_for_assessors", "starts_on")),
        }
    }

    /// The roles.
    pub fn roles(&self) -> &BTreeSet<Role> {
        &self.roles
    }

    /// Whether `role` is among them.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }

    /// A learner's year of training.
    pub fn training_year(&self) -> Option<i32> {
        self.training_year
    }

    /// The profession.
    pub fn profession(&self) -> Option<Profession> {
        self.profession
    }

    /// The days it is for; none where it has no end.
    pub fn dates(&self) -> Option<&Dates> {
        self.dates.as_ref()
    }

    /// A learner's own sets, where they differ from the program's.
    pub fn own_sets(&self) -> &[SetId] {
        &self.sets
    }

    /// What is stored already, which kept the rules when it was.
    pub(super) fn stored(
        roles: BTreeSet<Role>,
        training_year: Option<i32>,
        profession: Option<Profession>,
        sets: Vec<SetId>,
        dates: Option<Dates>,
    ) -> Self {
        Self { roles, training_year, profession, sets, dates }
    }
}

/// A member, present, former or to come, with everything lists show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The person.
    pub id: PersonId,
    /// How they sign in.
    pub email: String,
    /// Their given name.
    pub given_name: String,
    /// Their family name.
    pub family_name: String,
    /// What they are, or were, in the program.
    pub membership: NewMembership,
    /// Whether they are a member now.
    pub active: bool,
    /// Whether they were one and are it no more.
    pub over: bool,
    /// Whether their account was closed.
    pub deactivated: bool,
    /// When they joined, or joined again; with dates, when these begin, which may be to come.
    pub started_at: Timestamp,
    /// When they left; with dates, when these end, which may be to come.
    pub ended_at: Option<Timestamp>,
}

/// A present learner of a program, as giving feedback needs to know one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Learner {
    /// The person.
    pub id: PersonId,
    /// Their year.
    pub training_year: Option<i32>,
    /// The sets they are assessed by.
    pub sets: Vec<SetId>,
}

/// That somebody read a learner's record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct RecordRead {
    /// Who read.
    pub reader: PersonId,
    /// As what.
    pub role: Role,
    /// When, the first time that day.
    pub at: Timestamp,
}

/// A role as it is written on the wire and in files.
pub fn role_word(role: Role) -> String {
    role.to_value()
}

/// A profession as it is written on the wire and in files.
pub fn profession_word(profession: Profession) -> String {
    profession.to_value()
}
