//! Rows of accounts and consents.

use diesel::prelude::*;

use crate::accounts::details::{Company, Details, Gender};
use crate::accounts::model::{AccountState, CompanySize, Person, RequesterKind, Role};
use crate::accounts::municipality::Municipality;
use crate::accounts::sector::Sector;
use crate::accounts::vat::VatNumber;
use crate::kernel::clock::Instant;
use crate::kernel::ids::{AccountId, OrganisationId};
use crate::kernel::text::{EmailAddress, Name, Phone};
use crate::platform::db::schema::{accounts, consents};
use crate::platform::db::{Conn, DbResult, portable};
use crate::platform::i18n::Lang;

/// An account about to be made.
#[derive(Debug, Clone)]
pub struct NewAccount {
    /// Unique.
    pub email: Option<EmailAddress>,
    /// Where to call.
    pub phone: Option<Phone>,
    /// As the person writes it.
    pub name: Name,
    /// The one role.
    pub role: Role,
    /// Worker or enterprise, for requesters.
    pub kind: Option<RequesterKind>,
    /// Whether it may be used at once.
    pub state: AccountState,
    /// Argon2id; none until an invitation is taken up.
    pub password_hash: Option<String>,
    /// Language of pages and mails.
    pub lang: Lang,
    /// Partner, for staff.
    pub organisation: Option<OrganisationId>,
    /// What a requester told.
    pub details: Details,
}

/// Lets nobody else make an account of this address until the transaction ends.
///
/// # Errors
/// When the database fails.
pub fn hold_address(conn: &mut Conn, email: &EmailAddress) -> DbResult<()> {
    portable::exclusive(conn, &format!("address:{email}"))
}

/// Inserts an account.
///
/// # Errors
/// `is_unique_violation` when the address has one already.
pub fn insert(conn: &mut Conn, new: &NewAccount, now: Instant) -> DbResult<AccountId> {
    let company = new.details.company.as_ref();
    let id = diesel::insert_into(accounts::table)
        .values((
            (
                accounts::email.eq(&new.email),
                accounts::name.eq(&new.name),
                accounts::role.eq(new.role),
                accounts::kind.eq(new.kind),
                accounts::state.eq(new.state),
                accounts::password_hash.eq(&new.password_hash),
                accounts::lang.eq(new.lang),
                accounts::organisation_id.eq(new.organisation),
            ),
            (
                accounts::municipality.eq(new.details.municipality),
                accounts::company.eq(company.map(|company| &company.name)),
                accounts::vat_number.eq(company.and_then(|company| company.vat_number.as_ref())),
                accounts::company_size.eq(company.map(|company| company.size)),
                accounts::sector.eq(company.map(|company| company.sector)),
                accounts::gender.eq(new.details.gender),
                accounts::birth_year.eq(new.details.birth_year),
                accounts::children.eq(new.details.children),
            ),
            accounts::phone.eq(&new.phone),
            accounts::mail_answer_text.eq(false),
            accounts::created_at.eq(now),
            accounts::confirmed_at.eq((new.state == AccountState::Active).then_some(now)),
        ))
        .returning(accounts::id)
        .get_result(conn)?;
    Ok(id)
}

pub(in crate::accounts) type PersonRow = (
    AccountId,
    Name,
    Option<EmailAddress>,
    Option<Phone>,
    Role,
    Option<RequesterKind>,
    Lang,
    Option<OrganisationId>,
    AccountState,
    bool,
);
/// Columns of [`PersonRow`].
type PersonColumns = (
    accounts::id,
    accounts::name,
    accounts::email,
    accounts::phone,
    accounts::role,
    accounts::kind,
    accounts::lang,
    accounts::organisation_id,
    accounts::state,
    accounts::mail_answer_text,
);
pub(in crate::accounts) const PERSON: PersonColumns = (
    accounts::id,
    accounts::name,
    accounts::email,
    accounts::phone,
    accounts::role,
    accounts::kind,
    accounts::lang,
    accounts::organisation_id,
    accounts::state,
    accounts::mail_answer_text,
);

pub(in crate::accounts) fn person_of(row: PersonRow) -> Person {
    let (id, name, email, phone, role, kind, lang, organisation, state, mail_answer_text) = row;
    Person { id, name, email, phone, role, kind, lang, organisation, state, mail_answer_text }
}

/// The person of an account, in whatever state it is.
///
/// # Errors
/// When the database fails.
pub fn person(conn: &mut Conn, id: AccountId) -> DbResult<Option<Person>> {
    Ok(accounts::table.find(id).select(PERSON).first(conn).optional()?.map(person_of))
}

/// The persons of these accounts, in no particular order.
///
/// # Errors
/// When the database fails.
pub fn people(conn: &mut Conn, ids: &[AccountId]) -> DbResult<Vec<Person>> {
    let rows = accounts::table.filter(accounts::id.eq_any(ids)).select(PERSON).load(conn)?;
    Ok(rows.into_iter().map(person_of).collect())
}

/// Everybody with one of these roles whose account is in use, by surname.
///
/// # Errors
/// When the database fails.
pub fn active_with_role(conn: &mut Conn, roles: &[Role]) -> DbResult<Vec<Person>> {
    let rows = accounts::table
        .filter(accounts::role.eq_any(roles).and(accounts::state.eq(AccountState::Active)))
        .order(accounts::id)
        .select(PERSON)
        .load(conn)?;
    let mut people: Vec<Person> = rows.into_iter().map(person_of).collect();
    people.sort_by_cached_key(|person| person.name.sort_key());
    Ok(people)
}

/// The person of an address and the stored hash of the password.
///
/// # Errors
/// When the database fails.
pub fn by_email(conn: &mut Conn, email: &EmailAddress) -> DbResult<Option<(Person, Option<String>)>> {
    let row = accounts::table
        .filter(accounts::email.eq(email))
        .select((PERSON, accounts::password_hash))
        .first(conn)
        .optional()?;
    Ok(row.map(|(person, hash)| (person_of(person), hash)))
}

/// The newest person without an address of this name and number.
///
/// # Errors
/// When the database fails.
pub fn without_address(conn: &mut Conn, name: &Name, phone: &Phone) -> DbResult<Option<Person>> {
    let row = accounts::table
        .filter(accounts::email.is_null().and(accounts::name.eq(name)).and(accounts::phone.eq(phone)))
        .order(accounts::id.desc())
        .select(PERSON)
        .first(conn)
        .optional()?;
    Ok(row.map(person_of))
}

/// The row of an account, unless its data were erased: what somebody sent at the same moment does not bring them back.
#[diesel::dsl::auto_type(no_type_alias)]
fn in_use(id: AccountId) -> _ {
    let erased: AccountState = AccountState::Erased;
    accounts::table.filter(accounts::id.eq(id).and(accounts::state.ne(erased)))
}

/// Takes away everything that tells whose account it is.
///
/// # Errors
/// When the database fails.
pub fn erase(conn: &mut Conn, id: AccountId, name: &Name) -> DbResult<()> {
    diesel::update(accounts::table.find(id))
        .set((
            (
                accounts::email.eq(None::<EmailAddress>),
                accounts::name.eq(name),
                accounts::kind.eq(None::<RequesterKind>),
                accounts::state.eq(AccountState::Erased),
                accounts::password_hash.eq(None::<String>),
                accounts::municipality.eq(None::<Municipality>),
                accounts::mail_answer_text.eq(false),
                accounts::last_sign_in_at.eq(None::<Instant>),
                accounts::wanted_page.eq(None::<String>),
                accounts::phone.eq(None::<Phone>),
            ),
            (
                accounts::company.eq(None::<Name>),
                accounts::vat_number.eq(None::<VatNumber>),
                accounts::company_size.eq(None::<CompanySize>),
                accounts::sector.eq(None::<Sector>),
                accounts::gender.eq(None::<Gender>),
                accounts::birth_year.eq(None::<i32>),
                accounts::children.eq(None::<i32>),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

/// Changes the number to call.
///
/// # Errors
/// When the database fails.
pub fn set_phone(conn: &mut Conn, id: AccountId, phone: Option<&Phone>) -> DbResult<()> {
    diesel::update(in_use(id)).set(accounts::phone.eq(phone)).execute(conn)?;
    Ok(())
}

/// The stored hash of a password.
///
/// # Errors
/// When the database fails or the account does not exist.
pub fn password_hash(conn: &mut Conn, id: AccountId) -> DbResult<Option<String>> {
    Ok(accounts::table.find(id).select(accounts::password_hash).first(conn)?)
}

/// What a person told about herself.
///
/// # Errors
/// When the database fails or the account does not exist.
pub fn details(conn: &mut Conn, id: AccountId) -> DbResult<Details> {
    type Row = (
        Option<Municipality>,
        (Option<Name>, Option<VatNumber>, Option<CompanySize>, Option<Sector>),
        Option<Gender>,
        Option<i32>,
        Option<i32>,
    );
    let (municipality, (name, vat_number, size, sector), gender, birth_year, children): Row = accounts::table
        .find(id)
        .select((
            accounts::municipality,
            (accounts::company, accounts::vat_number, accounts::company_size, accounts::sector),
            accounts::gender,
            accounts::birth_year,
            accounts::children,
        ))
        .first(conn)?;
    let company = match (name, size, sector) {
        (Some(name), Some(size), Some(sector)) => Some(Company { name, vat_number, size, sector }),
        _ => None,
    };
    Ok(Details { municipality, company, gender, birth_year, children })
}

/// Replaces name, language, preference and details.
///
/// # Errors
/// When the database fails.
pub fn update_profile(
    conn: &mut Conn,
    id: AccountId,
    name: &Name,
    lang: Lang,
    mail_answer_text: bool,
    details: &Details,
) -> DbResult<()> {
    let company = details.company.as_ref();
    diesel::update(in_use(id))
        .set((
            accounts::name.eq(name),
            accounts::lang.eq(lang),
            accounts::mail_answer_text.eq(mail_answer_text),
            accounts::municipality.eq(details.municipality),
            accounts::company.eq(company.map(|company| &company.name)),
            accounts::vat_number.eq(company.and_then(|company| company.vat_number.as_ref())),
            accounts::company_size.eq(company.map(|company| company.size)),
            accounts::sector.eq(company.map(|company| company.sector)),
            accounts::gender.eq(details.gender),
            accounts::birth_year.eq(details.birth_year),
            accounts::children.eq(details.children),
        ))
        .execute(conn)?;
    Ok(())
}

/// Changes who asks: worker or enterprise.
///
/// # Errors
/// When the database fails.
pub fn set_kind(conn: &mut Conn, id: AccountId, kind: RequesterKind) -> DbResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::kind.eq(kind)).execute(conn)?;
    Ok(())
}

/// Makes an account usable that waits for its confirmation; answers false when it did not.
///
/// # Errors
/// When the database fails.
pub fn activate(conn: &mut Conn, id: AccountId, now: Instant) -> DbResult<bool> {
    let changed = diesel::update(accounts::table.filter(
        accounts::id.eq(id).and(accounts::state.eq_any([AccountState::Pending, AccountState::Contact])),
    ))
    .set((accounts::state.eq(AccountState::Active), accounts::confirmed_at.eq(now)))
    .execute(conn)?;
    Ok(changed == 1)
}

/// Stores the hash of a new password, or that there is none.
///
/// # Errors
/// When the database fails.
pub fn set_password(conn: &mut Conn, id: AccountId, hash: Option<&str>) -> DbResult<()> {
    diesel::update(in_use(id)).set(accounts::password_hash.eq(hash)).execute(conn)?;
    Ok(())
}

/// What the links in mails to this account are made with, as far as they are good.
///
/// # Errors
/// When the database fails or the account does not exist.
pub fn links_revision(conn: &mut Conn, id: AccountId) -> DbResult<i32> {
    Ok(accounts::table.find(id).select(accounts::links_revision).first(conn)?)
}

/// Ends every link in mails to this account.
///
/// # Errors
/// When the database fails.
pub fn end_links(conn: &mut Conn, id: AccountId) -> DbResult<()> {
    diesel::update(accounts::table.find(id))
        .set(accounts::links_revision.eq(accounts::links_revision + 1))
        .execute(conn)?;
    Ok(())
}

/// Notes a sign-in.
///
/// # Errors
/// When the database fails.
pub fn note_sign_in(conn: &mut Conn, id: AccountId, now: Instant) -> DbResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::last_sign_in_at.eq(now)).execute(conn)?;
    Ok(())
}

/// Keeps the page that a person who registers came for, or that there is none.
///
/// # Errors
/// When the database fails.
pub fn set_wanted_page(conn: &mut Conn, id: AccountId, page: Option<&str>) -> DbResult<()> {
    diesel::update(accounts::table.find(id)).set(accounts::wanted_page.eq(page)).execute(conn)?;
    Ok(())
}

/// The page that a person came for, once: it is forgotten.
///
/// # Errors
/// When the database fails or the account does not exist.
pub fn take_wanted_page(conn: &mut Conn, id: AccountId) -> DbResult<Option<String>> {
    let page: Option<String> = accounts::table.find(id).select(accounts::wanted_page).first(conn)?;
    if page.is_some() {
        set_wanted_page(conn, id, None)?;
    }
    Ok(page)
}

/// Whether there is no account at all: the desk was just installed.
///
/// # Errors
/// When the database fails.
pub fn nobody_yet(conn: &mut Conn) -> DbResult<bool> {
    let first: Option<AccountId> = accounts::table.select(accounts::id).first(conn).optional()?;
    Ok(first.is_none())
}

/// When the account was made, for the person's own data.
///
/// # Errors
/// When the database fails or the account does not exist.
pub fn created_at(conn: &mut Conn, id: AccountId) -> DbResult<Instant> {
    Ok(accounts::table.find(id).select(accounts::created_at).first(conn)?)
}

/// Stores that a person read this version of the privacy notice.
///
/// # Errors
/// When the database fails.
pub fn insert_consent(conn: &mut Conn, id: AccountId, version: &str, now: Instant) -> DbResult<()> {
    diesel::insert_into(consents::table)
        .values((
            consents::account_id.eq(id),
            consents::notice_version.eq(version),
            consents::given_at.eq(now),
        ))
        .execute(conn)?;
    Ok(())
}

/// Versions of the privacy notice a person read, and when.
///
/// # Errors
/// When the database fails.
pub fn consents_of(conn: &mut Conn, id: AccountId) -> DbResult<Vec<(String, Instant)>> {
    Ok(consents::table
        .filter(consents::account_id.eq(id))
        .order(consents::given_at)
        .select((consents::notice_version, consents::given_at))
        .load(conn)?)
}
