//! Who asks: requesters as they register, each with a town, some with a firm, most with what the statistics ask.

use diesel::prelude::*;

use super::DemoError;
use super::content::{FirmWords, People};
use super::random::Dice;
use super::wording::plain;
use crate::accounts::{
    self, Company, CompanySize, Details, Gender, Municipality, Person, Registration, RequesterKind, Sector,
    TokenPurpose,
};
use crate::kernel::clock::Instant;
use crate::kernel::ids::AccountId;
use crate::kernel::text::{EmailAddress, Name};
use crate::platform::config;
use crate::platform::db::Conn;
use crate::platform::db::schema::accounts as table;
use crate::platform::i18n::Lang;

/// A requester with an account.
pub(super) struct Asker {
    pub(super) person: Person,
    pub(super) first_name: String,
    /// The town as a sentence says it.
    pub(super) town: &'static str,
    pub(super) worker: bool,
    pub(super) woman: bool,
}

/// Somebody about to register.
pub(super) struct Newcomer {
    first_name: String,
    surname: String,
    woman: bool,
    company: Option<Company>,
    town: Municipality,
    children: Option<i32>,
    birth_year: Option<i32>,
    answers_by_mail: bool,
}

impl Newcomer {
    /// Draws a person. Of workers who ask, four in five are women; of firms, half.
    pub(super) fn draw(
        people: &People,
        worker: bool,
        woman: Option<bool>,
        year: i32,
        dice: &mut Dice,
    ) -> Self {
        let woman = woman.unwrap_or_else(|| dice.chance(if worker { 0.8 } else { 0.5 }));
        let first_names = if woman { &people.women } else { &people.men };
        Self {
            first_name: dice.pick(first_names).clone(),
            surname: dice.pick(&people.surnames).clone(),
            woman,
            company: if worker { None } else { company(&people.firms, dice) },
            town: town(people, dice),
            children: dice.chance(0.7).then(|| dice.weighted(&[0.12, 0.44, 0.33, 0.09, 0.02]) as i32),
            birth_year: dice.chance(0.65).then(|| year - dice.around(38.0, 0.18).clamp(20.0, 68.0) as i32),
            answers_by_mail: dice.chance(0.4),
        }
    }

    /// The person whose password is printed.
    pub(super) fn known(name: (&str, &str), town: &str) -> Self {
        Self {
            first_name: name.0.to_owned(),
            surname: name.1.to_owned(),
            woman: true,
            company: None,
            town: Municipality::parse(town).unwrap_or(Municipality::Undisclosed),
            children: Some(2),
            birth_year: Some(1989),
            answers_by_mail: true,
        }
    }

    /// Registers and confirms the address, as the pages do.
    pub(super) fn register(
        self,
        conn: &mut Conn,
        settings: &config::Accounts,
        (number, password_hash): (usize, &str),
        now: Instant,
    ) -> Result<Asker, DemoError> {
        let address = match number {
            0 => format!("{}.{}@posta.example", plain(&self.first_name), plain(&self.surname)),
            _ => format!("{}.{}{number}@posta.example", plain(&self.first_name), plain(&self.surname)),
        };
        let email = EmailAddress::parse(&address)?;
        let worker = self.company.is_none();
        let kind = if worker { RequesterKind::Worker } else { RequesterKind::Enterprise };
        let registration = Registration {
            kind,
            name: Name::parse(&format!("{} {}", self.first_name, self.surname))?,
            email: email.clone(),
            password_hash: password_hash.to_owned(),
            compared_with: None,
            same_password: false,
            details: Details {
                municipality: Some(self.town),
                company: self.company,
                gender: self.birth_year.map(|_| if self.woman { Gender::Female } else { Gender::Male }),
                birth_year: self.birth_year,
                children: self.children,
            },
            lang: Lang::It,
            notice_version: accounts::PRIVACY_NOTICE_VERSION,
            wanted_page: None,
        };
        accounts::register(conn, &registration, now)?;
        let id: AccountId =
            table::table.filter(table::email.eq(email.as_str())).select(table::id).first(conn)?;
        let token = accounts::mint_token(conn, settings, id, TokenPurpose::Confirm, now)?;
        accounts::confirm(conn, settings, &token, now)?;
        let mut person = accounts::person(conn, id)?.ok_or(diesel::result::Error::NotFound)?;
        if self.answers_by_mail {
            let change = accounts::ProfileChange {
                name: person.name.clone(),
                lang: person.lang,
                mail_answer_text: true,
                details: registration.details,
            };
            accounts::update_profile(conn, &person, &change)?;
            person.mail_answer_text = true;
        }
        let town = self.town.name().unwrap_or("Milano");
        Ok(Asker { person, first_name: self.first_name, town, worker, woman: self.woman })
    }
}

fn town(people: &People, dice: &mut Dice) -> Municipality {
    if dice.chance(0.04) {
        return Municipality::Undisclosed;
    }
    if dice.chance(0.03) {
        return Municipality::Outside;
    }
    let mut left = dice.between(0.0, 1000.0);
    for (name, share) in &people.towns {
        left -= share;
        if left < 0.0 {
            return Municipality::parse(name).unwrap_or(Municipality::Undisclosed);
        }
    }
    *dice.pick(Municipality::all())
}

/// Most firms that ask are very small.
fn company(firms: &[FirmWords], dice: &mut Dice) -> Option<Company> {
    let words = dice.pick(firms);
    let name = format!("{} {} {}", dice.pick(&words.a), dice.pick(&words.b), dice.pick(&words.form));
    let sizes = [CompanySize::Micro, CompanySize::Small, CompanySize::Medium];
    Some(Company {
        name: Name::parse(&name).ok()?,
        // A number that passes the check could be a real firm's.
        vat_number: None,
        size: sizes[dice.weighted(&[0.55, 0.35, 0.1])],
        sector: Sector::parse(&words.sector)?,
    })
}
