//! Letters about an account.

use super::{Block, Desk};
use crate::accounts::permissions::{FIGURES, may_enter};
use crate::accounts::{Person, Role, TokenPurpose};
use crate::kernel::clock::Instant;
use crate::platform::i18n::span;

pub(super) fn confirmation(desk: &Desk<'_>, token: &str) -> Vec<Block> {
    vec![
        desk.text("mail-confirmation-text", &[]),
        desk.button("mail-confirmation-button", &TokenPurpose::Confirm.path(token)),
        validity(desk, TokenPurpose::Confirm),
        desk.note("mail-confirmation-not-you", &[]),
    ]
}

pub(super) fn existing_account(desk: &Desk<'_>) -> Vec<Block> {
    vec![
        desk.text("mail-existing-account-text", &[]),
        desk.button("mail-existing-account-button", "/accesso"),
        desk.link("mail-existing-account-recovery", "/password/recupero"),
        desk.note("mail-existing-account-not-you", &[]),
    ]
}

/// `by` is nobody when the command line made the account.
pub(super) fn invitation(desk: &Desk<'_>, role: Role, by: Option<&Person>, token: &str) -> Vec<Block> {
    let office = desk.settings.office.name.as_str();
    let role = desk.t(&format!("accounts-role-{role}"), &[]);
    let first = match by {
        Some(by) => {
            let args = [("name", by.name.as_str().into()), ("office", office.into())];
            desk.text("mail-invitation-text", &args)
        }
        None => desk.text("mail-invitation-text-unsigned", &[("office", office.into())]),
    };
    vec![
        first,
        Block::Facts { facts: vec![desk.fact("mail-fact-role", role)] },
        desk.button("mail-invitation-button", &TokenPurpose::Invite.path(token)),
        validity(desk, TokenPurpose::Invite),
        desk.note("mail-invitation-not-you", &[]),
    ]
}

pub(super) fn recovery(desk: &Desk<'_>, token: &str) -> Vec<Block> {
    vec![
        desk.text("mail-recovery-text", &[]),
        desk.button("mail-recovery-button", &TokenPurpose::Recover.path(token)),
        validity(desk, TokenPurpose::Recover),
        desk.note("mail-recovery-not-you", &[]),
    ]
}

pub(super) fn password_changed(desk: &Desk<'_>, person: &Person, when: Instant) -> Vec<Block> {
    // The profile shows keys to whoever reads figures; the others of the staff have them made for them.
    let keys = match (person.role.is_staff(), may_enter(Some(person), FIGURES)) {
        (false, _) => None,
        (true, false) => Some(desk.text("mail-password-changed-keys", &[])),
        (true, true) => Some(desk.text("mail-password-changed-keys-profile", &[])),
    };
    [desk.text("mail-password-changed-text", &[("when", desk.at(when).into())])]
        .into_iter()
        .chain(keys)
        .chain([
            desk.text("mail-password-changed-not-you", &[]),
            desk.button("mail-password-changed-button", "/password/recupero"),
        ])
        .collect()
}

pub(super) fn token_made(desk: &Desk<'_>, when: Instant) -> Vec<Block> {
    vec![
        desk.text("mail-token-made-text", &[("when", desk.at(when).into())]),
        desk.text("mail-token-made-not-you", &[]),
        desk.button("mail-password-changed-button", "/password/recupero"),
    ]
}

pub(super) fn erased(desk: &Desk<'_>, when: Instant) -> Vec<Block> {
    vec![
        desk.text("mail-erased-text", &[("when", desk.at(when).into())]),
        desk.text("mail-erased-left", &[]),
        desk.note("mail-erased-last", &[]),
        desk.note("mail-erased-not-you", &[]),
    ]
}

fn validity(desk: &Desk<'_>, purpose: TokenPurpose) -> Block {
    let validity = span(desk.lang, purpose.validity(&desk.settings.accounts));
    desk.note("mail-link-validity", &[("validity", validity.into())])
}
